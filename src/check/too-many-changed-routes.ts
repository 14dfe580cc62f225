import {
	type ComparedRoute,
	distinctRoutes,
	type RouteChanges,
} from "../plan/route-changes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { exceeds } from "./too-many-removed-routes.ts";

export const tooManyChangedRoutes: Check = {
	id: "too-many-changed-routes",
	severity: "warning",
	description:
		"More than limits.maxChangedRoutes, and at least 3, of the routes that an earlier run emitted go to another next hop, or their nodes have other prefixes now.",
	why: "A node that is replaced moves one or two prefixes. When most of them move at once, the operator handed out the CIDRs again, the nodes got other addresses, or the snapshot is of another cluster. Until the new routes are applied everywhere, traffic goes to nodes that do not have the pods.",
	remediation:
		"make sure that the snapshot is of this cluster and of now; if all of them moved, apply the routes without delay",
	example:
		"3 of 3 earlier routes of cluster prod go to another node or next hop (such as 10.0.1.0/24 from worker-1 192.168.9.1 to worker-1 192.168.0.1), limits.maxChangedRoutes is 50%",
	check: forEachCluster(({ cluster, earlier, changes }) => {
		if (earlier === undefined) return undefined;
		const moves = movesOf(changes);
		const { maxChangedRoutes } = cluster.config.limits;
		const all = distinctRoutes(earlier.routes).length;
		const [first] = moves;
		if (first === undefined || !exceeds(maxChangedRoutes, moves.length, all))
			return undefined;
		const { before, after } = first;
		const [event, example] =
			before.prefix === after.prefix
				? [
						"go to another node or next hop",
						`${before.prefix} from ${before.node} ${before.nextHop} to ${after.node} ${after.nextHop}`,
					]
				: [
						"are gone, while their nodes stay",
						`${before.prefix} of ${before.node}, which has ${after.prefix} now`,
					];
		return {
			message: `${moves.length} of ${all} earlier routes of cluster ${cluster.name} ${event} (such as ${example}), limits.maxChangedRoutes is ${maxChangedRoutes}`,
			item: earlier.items[0],
			field: "spec.routes",
		};
	}),
};

/** The routes that lead elsewhere, and those of nodes that have another prefix now. A renamed node keeps its address. */
function movesOf({
	changed,
	removed,
	added,
}: RouteChanges): RouteChanges["changed"] {
	const newOf = new Map(added.map((route) => [keyOf(route), route]));
	return [
		...changed.filter(({ before, after }) => before.nextHop !== after.nextHop),
		...removed.flatMap((before) => {
			const after = newOf.get(keyOf(before));
			return after === undefined ? [] : [{ before, after }];
		}),
	];
}

/** The node, and the family of its prefix. */
const keyOf = ({ node, prefix }: ComparedRoute) =>
	`${node} ${prefix.includes(":")}`;
