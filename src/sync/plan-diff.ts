import { type Difference, isInSync, type WantedRoute } from "../avi/merge.ts";
import {
	type ClusterDiff,
	type Diff,
	NO_CHANGES,
	type RouteChange,
} from "../diff/changes.ts";
import { makeDiff, sortChanges } from "../diff/compare.ts";
import { headlines } from "../diff/headlines.ts";
import { vrfText } from "../diff/state.ts";
import { type Group, wantedRoutes } from "./group.ts";

/** A group with its difference to Avi, whose routes are the base. */
export interface PlannedGroup {
	readonly group: Group;
	readonly merge?: Difference | undefined;
}

/** What changes in Avi, in the form of `diff`. */
export function planDiff(planned: readonly PlannedGroup[]): Diff {
	const clusters = planned.flatMap(({ group, merge }): ClusterDiff[] => {
		if (merge === undefined || isInSync(merge)) return [];
		const cluster = {
			...NO_CHANGES,
			name: group.cluster,
			routes: routeChanges(group, merge),
			routesBefore: merge.live,
		};
		// The prefix of a duplicate stays.
		const removed = merge.removed.filter(({ isDuplicate }) => !isDuplicate);
		const routes = routeChanges(group, { ...merge, removed });
		return [{ ...cluster, headlines: headlines({ ...cluster, routes }) }];
	});
	const routesBefore = planned.reduce(
		(sum, { merge }) => sum + (merge?.live ?? 0),
		0,
	);
	const names = new Set(planned.map(({ group }) => group.cluster));
	return makeDiff(clusters, routesBefore, names.size);
}

function routeChanges(
	group: Group,
	{ added, changed, removed }: Difference,
): RouteChange[] {
	const vrf = vrfText(group.vrf);
	const nodes = new Map(
		wantedRoutes(group).map(({ nextHop, node }) => [nextHop.text, node]),
	);
	const compared = ({ prefix, nextHop, node }: WantedRoute) => ({
		prefix: prefix.text,
		nextHop: nextHop.text,
		node,
	});
	return sortChanges([
		...added.map((route): RouteChange => {
			const after = compared(route);
			return { kind: "added", prefix: after.prefix, vrf, after };
		}),
		...changed.map(({ before, after: route }): RouteChange => {
			const after = compared(route);
			const { prefix, node } = after;
			const old = { prefix, nextHop: before.nextHop, node };
			return { kind: "next-hop", prefix, vrf, before: old, after };
		}),
		...removed.map(({ prefix, nextHop, routeID, isDuplicate }): RouteChange => {
			// Avi knows no nodes.
			const node = isDuplicate
				? `duplicate, route_id ${routeID}`
				: (nodes.get(nextHop) ?? `route_id ${routeID}`);
			const before = { prefix, nextHop, node };
			return { kind: "removed", prefix, vrf, before };
		}),
	]);
}
