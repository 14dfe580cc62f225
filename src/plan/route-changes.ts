import { parsePrefix } from "../ip/prefix.ts";

/** The fields of a route that are compared. */
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

/**
 * Compares two sets of routes by prefix, in the order in which they are given. Of a duplicate prefix the last counts.
 */
export function compareRoutes(
	before: readonly ComparedRoute[],
	after: readonly ComparedRoute[],
): RouteChanges {
	const { changed, onlyBefore, onlyAfter } = pairUp(
		before,
		distinctRoutes(after),
		(text) => text,
	);
	// The same network may be written in another way.
	const rest = pairUp(onlyBefore, onlyAfter, canonical);
	return {
		added: rest.onlyAfter,
		removed: rest.onlyBefore,
		changed: [...changed, ...rest.changed],
	};
}

/** The routes, each prefix once. */
export function distinctRoutes(
	routes: readonly ComparedRoute[],
): readonly ComparedRoute[] {
	const known = new Map<string, ComparedRoute>();
	for (const route of routes) known.set(route.prefix, route);
	return [...known.values()];
}

const isChanged = (before: ComparedRoute, after: ComparedRoute) =>
	before.nextHop !== after.nextHop || before.node !== after.node;

interface Pairs {
	readonly changed: RouteChanges["changed"];
	readonly onlyBefore: readonly ComparedRoute[];
	readonly onlyAfter: readonly ComparedRoute[];
}

/** The routes of both sets whose prefixes have the same key and that differ, and those that are in one of them only. */
function pairUp(
	before: readonly ComparedRoute[],
	after: readonly ComparedRoute[],
	keyOf: (prefix: string) => string,
): Pairs {
	const old = new Map<string, ComparedRoute>();
	before.forEach((route) => {
		old.set(keyOf(route.prefix), route);
	});
	const changed: { before: ComparedRoute; after: ComparedRoute }[] = [];
	const onlyAfter: ComparedRoute[] = [];
	after.forEach((route) => {
		const key = keyOf(route.prefix);
		const known = old.get(key);
		old.delete(key);
		if (known === undefined) onlyAfter.push(route);
		else if (isChanged(known, route))
			changed.push({ before: known, after: route });
	});
	return { changed, onlyBefore: [...old.values()], onlyAfter };
}

const canonical = (prefix: string) => parsePrefix(prefix)?.text ?? prefix;
