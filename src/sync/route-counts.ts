import type { LiveRoute } from "../avi/merge.ts";

/** How often each prefix and next hop is in Avi; where removals are held back, a prefix may be there twice. */
export type RouteCounts = ReadonlyMap<string, number>;

/** Prefix and next hop of a route. */
export const keyOf = ({ prefix, nextHop }: LiveRoute): string =>
	`${prefix} via ${nextHop}`;

/** Counts routes by prefix and next hop. */
export function countRoutes(routes: readonly LiveRoute[]): RouteCounts {
	const counts = new Map<string, number>();
	for (const key of routes.map(keyOf))
		counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}

/** True when each route of `part` is in `whole` at least as often. */
export const isWithin = (part: RouteCounts, whole: RouteCounts): boolean =>
	[...part].every(([key, count]) => count <= (whole.get(key) ?? 0));

/** True when both have the same routes equally often. */
export const areSameRoutes = (a: RouteCounts, b: RouteCounts): boolean =>
	isWithin(a, b) && isWithin(b, a);
