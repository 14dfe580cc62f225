import { parsePrefix } from "../ip/prefix.ts";

/** A route, as far as two sets of routes are compared. */
export interface ComparedRoute {
	readonly prefix: string;
	readonly nextHop: string;
	readonly node: string;
}

/** How one set of routes differs from another; routes are the same when their prefixes are. */
export interface RouteChanges {
	readonly added: readonly ComparedRoute[];
	readonly removed: readonly ComparedRoute[];
	/** Same prefix, other next hop or node. */
	readonly changed: readonly {
		readonly before: ComparedRoute;
		readonly after: ComparedRoute;
	}[];
}

/** Compares two sets of routes by prefix, in the order in which they are given. */
export function compareRoutes(
	before: readonly ComparedRoute[],
	after: readonly ComparedRoute[],
): RouteChanges {
	const old = new Map(before.map((route) => [canonical(route.prefix), route]));
	const now = new Set(after.map(({ prefix }) => canonical(prefix)));
	const changed = after.flatMap((route) => {
		const known = old.get(canonical(route.prefix));
		const isSame =
			known === undefined ||
			(known.nextHop === route.nextHop && known.node === route.node);
		return isSame ? [] : [{ before: known, after: route }];
	});
	return {
		added: after.filter(({ prefix }) => !old.has(canonical(prefix))),
		removed: before.filter(({ prefix }) => !now.has(canonical(prefix))),
		changed,
	};
}

const canonical = (prefix: string) =>
	parsePrefix(prefix)?.prefix.text ?? prefix;
