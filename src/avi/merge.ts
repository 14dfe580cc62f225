import { type Address, parseAddress } from "../ip/address.ts";
import { areSameBits } from "../ip/bits.ts";
import { NetworkIndex } from "../ip/network-index.ts";
import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { RawObject } from "./list.ts";

/** A route that should be in Avi. */
export interface WantedRoute {
	readonly prefix: Prefix;
	readonly nextHop: Address;
	readonly node: string;
	readonly routeID: string;
}

/** A route of ours as Avi has it. */
export interface LiveRoute {
	readonly prefix: string;
	readonly nextHop: string;
	readonly routeID: string;
	/** True for a route that is removed because another one of its prefix stays. */
	readonly isDuplicate?: true;
}

/** The difference between Avi and the wanted routes of one cluster. */
export interface Difference {
	readonly added: readonly WantedRoute[];
	readonly changed: readonly {
		readonly before: LiveRoute;
		readonly after: WantedRoute;
	}[];
	/** Routes that are not wanted, and duplicates. */
	readonly removed: readonly LiveRoute[];
	/** Number of wanted routes that Avi has already. */
	readonly kept: number;
	/** Number of the cluster's routes in Avi. */
	readonly live: number;
	/** Routes of other owners that overlap a wanted one. */
	readonly conflicts: readonly string[];
	/** Wanted routes that get another id because theirs is taken. */
	readonly renamed: readonly string[];
}

/** The difference, and the routes that remove it. */
export interface Merge extends Difference {
	/** All routes of the VRF context. Those of other owners are the same objects in the same order. */
	readonly routes: readonly RawObject[];
}

const LABEL = "clustername";

/**
 * Computes the routes of the VRF context: those with exactly the cluster's label become the wanted ones, all others stay
 * as they are. A route with the right prefix and next hop is kept whatever its id and other fields are; of a route with
 * another next hop only that changes. With `keepsRemovals` no route is removed.
 */
export function merge(
	live: readonly RawObject[],
	wanted: readonly WantedRoute[],
	{
		cluster,
		keepsRemovals = false,
	}: { readonly cluster: string; readonly keepsRemovals?: boolean },
): Merge {
	const missing = new Map(wanted.map((route) => [route.prefix.text, route]));
	const own = new Map(
		live.filter((raw) => isOf(raw, cluster)).map((raw) => [raw, endsOf(raw)]),
	);
	const keeper = chooseKeepers(own, missing);
	const changed: Merge["changed"][number][] = [];
	const removed: LiveRoute[] = [];
	const stay = live.flatMap<RawObject>((raw) => {
		const ends = own.get(raw);
		if (ends === undefined) return raw;
		const after = ends.prefix && missing.get(ends.prefix.text);
		if (after === undefined || keeper.get(after) !== raw) {
			const route = liveRoute(raw);
			removed.push(after ? { ...route, isDuplicate: true } : route);
			return keepsRemovals ? raw : [];
		}
		if (isSame(ends.nextHop, after.nextHop)) return raw;
		changed.push({ before: liveRoute(raw), after });
		return redirected(raw, after.nextHop);
	});
	const kept = keeper.size - changed.length;
	const added = wanted.filter((route) => !keeper.has(route));
	const { routes, renamed } = withNew(stay, added, cluster);
	return {
		routes: [...stay, ...routes],
		added,
		changed,
		removed,
		kept,
		live: own.size,
		conflicts: conflictsOf(live, wanted, cluster),
		renamed,
	};
}

/** True when there is nothing to write. */
export function isInSync({ added, changed, removed }: Difference): boolean {
	return added.length + changed.length + removed.length === 0;
}

/** The routes of the cluster, as Avi has them. */
export function ownRoutes(
	live: readonly RawObject[],
	cluster: string,
): LiveRoute[] {
	return live.filter((route) => isOf(route, cluster)).map(liveRoute);
}

/** True for a route with exactly the one label of the cluster; ids and parts of names don't matter. */
function isOf({ labels }: RawObject, cluster: string): boolean {
	if (!Array.isArray(labels) || labels.length !== 1) return false;
	const { key, value } = (labels[0] ?? {}) as Readonly<Record<string, unknown>>;
	return key === LABEL && value === cluster;
}

interface Ends {
	readonly prefix: Prefix | undefined;
	readonly nextHop: Address | undefined;
}

/** Prefix and next hop as numbers, however they are written. */
function endsOf(raw: RawObject): Ends {
	const { prefix, nextHop } = liveRoute(raw);
	return { prefix: parsePrefix(prefix), nextHop: parseAddress(nextHop) };
}

function liveRoute(raw: RawObject): LiveRoute {
	const { prefix, next_hop, route_id } = raw as {
		prefix?: { ip_addr?: { addr?: unknown }; mask?: unknown };
		next_hop?: { addr?: unknown };
		route_id?: unknown;
	};
	return {
		prefix: `${prefix?.ip_addr?.addr}/${prefix?.mask}`,
		nextHop: String(next_hop?.addr),
		routeID: String(route_id),
	};
}

const isSame = (a: Address | undefined, b: Address) =>
	a !== undefined && areSameBits(a, b);

/** For each wanted route, the route in Avi to keep: one with the right next hop, else the first with the prefix. */
function chooseKeepers(
	own: ReadonlyMap<RawObject, Ends>,
	wanted: ReadonlyMap<string, WantedRoute>,
): Map<WantedRoute, RawObject> {
	const keeper = new Map<WantedRoute, RawObject>();
	const isRight = new Set<WantedRoute>();
	for (const [raw, { prefix, nextHop }] of own) {
		const route = prefix && wanted.get(prefix.text);
		if (route === undefined || isRight.has(route)) continue;
		const right = isSame(nextHop, route.nextHop);
		if (right) isRight.add(route);
		if (right || !keeper.has(route)) keeper.set(route, raw);
	}
	return keeper;
}

const addressOf = ({ text, family }: Address) => ({ addr: text, type: family });

function redirected(raw: RawObject, nextHop: Address): RawObject {
	const old = raw.next_hop as RawObject | undefined;
	return { ...raw, next_hop: { ...old, ...addressOf(nextHop) } };
}

/** The routes to append, with unique ids. */
function withNew(
	stay: readonly RawObject[],
	added: readonly WantedRoute[],
	cluster: string,
): Pick<Merge, "routes" | "renamed"> {
	const ids = new Set(stay.map(({ route_id }) => route_id));
	const renamed: string[] = [];
	const routes = added.map(({ prefix, nextHop, routeID }): RawObject => {
		let id = routeID;
		for (let n = 2; ids.has(id); n++) id = `${routeID}-${n}`;
		ids.add(id);
		if (id !== routeID) renamed.push(`${routeID} as ${id}`);
		const { text, family, length: mask } = prefix;
		const addr = text.slice(0, text.indexOf("/"));
		return {
			route_id: id,
			prefix: { ip_addr: { addr, type: family }, mask },
			next_hop: addressOf(nextHop),
			labels: [{ key: LABEL, value: cluster }],
		};
	});
	return { routes, renamed };
}

interface Claim {
	readonly prefix: Prefix;
	/** The route in Avi of another owner; undefined for a wanted one. */
	readonly foreign?: RawObject;
}

/** Routes of other owners inside a wanted prefix, and routes of other clusters around one. A default route is no conflict. */
function conflictsOf(
	live: readonly RawObject[],
	wanted: readonly WantedRoute[],
	cluster: string,
): string[] {
	const others = live.flatMap((raw): Claim[] => {
		if (isOf(raw, cluster)) return [];
		const { prefix } = endsOf(raw);
		if (prefix === undefined || prefix.length === 0) return [];
		return [{ prefix, foreign: raw }];
	});
	if (others.length === 0) return [];
	const index = new NetworkIndex<Claim>(
		[...wanted, ...others],
		({ foreign }) => (foreign === undefined ? "ours" : "other"),
	);
	const texts = index
		.nestings({ withSameAddress: true })
		.flatMap(({ outer, inner }) => {
			const raw = outer.foreign ?? inner.foreign ?? {};
			const isWider = outer.prefix.length < inner.prefix.length;
			if (outer.foreign && isWider && !isOfCluster(raw)) return [];
			const { prefix, nextHop, routeID } = liveRoute(raw);
			return [`${prefix} via ${nextHop} (${routeID})`];
		});
	return [...new Set(texts)];
}

/** True for a route with the label of some cluster. */
const isOfCluster = ({ labels }: RawObject) =>
	JSON.stringify(labels ?? "").includes(LABEL);
