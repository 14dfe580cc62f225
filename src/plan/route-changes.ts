import { parsePrefix } from "../ip/prefix.ts";
import type { Route } from "../resolve/routes.ts";

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

/** True when the tables hold the routes of the parts, in their order: as it mostly is when a table is made anew. */
export function areSame(
	tables: readonly (readonly ComparedRoute[])[],
	parts: readonly (readonly Route[])[],
): boolean {
	return (
		tables.length === parts.length &&
		tables.every((table, i) => holds(table, parts[i] ?? []))
	);
}

function holds(
	table: readonly ComparedRoute[],
	routes: readonly Route[],
): boolean {
	if (table.length !== routes.length) return false;
	for (let i = 0; i < table.length; i++) {
		const before = table[i];
		const after = routes[i];
		if (before === undefined || after === undefined) return false;
		if (before.prefix !== after.prefix.text) return false;
		if (before.nextHop !== after.nextHop || before.node !== after.node)
			return false;
	}
	return true;
}

/** Compares two sets of routes by prefix, in the order in which they are given. Of a prefix that stands twice, the last. */
export function compareRoutes(
	before: readonly ComparedRoute[],
	after: readonly ComparedRoute[],
): RouteChanges {
	if (before.length === 0)
		return { added: distinctRoutes(after), removed: [], changed: [] };
	const inPlace = changesInPlace(before, after);
	if (inPlace !== undefined)
		return { added: [], removed: [], changed: inPlace };
	const { changed, onlyBefore, onlyAfter } = pairUp(
		before,
		distinctRoutes(after),
		(text) => text,
	);
	// Written in another way, it may be the same network.
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
	return known.size === routes.length ? routes : [...known.values()];
}

/** The changed routes, where both sets have the same prefixes in the same order, as they mostly have; else undefined. */
function changesInPlace(
	before: readonly ComparedRoute[],
	after: readonly ComparedRoute[],
): RouteChanges["changed"] | undefined {
	if (before.length !== after.length) return undefined;
	const changed = new Map<string, RouteChanges["changed"][number]>();
	for (let i = 0; i < before.length; i++) {
		const known = before[i];
		const route = after[i];
		if (known === undefined || known.prefix !== route?.prefix) return undefined;
		if (isChanged(known, route))
			changed.set(route.prefix, { before: known, after: route });
		else if (changed.size > 0) changed.delete(route.prefix);
	}
	return [...changed.values()];
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

const canonical = (prefix: string) =>
	parsePrefix(prefix)?.prefix.text ?? prefix;
