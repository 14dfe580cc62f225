import { distinctRoutes } from "../plan/route-changes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { exceeds } from "./too-many-removed-routes.ts";

export const tooManyChangedRoutes: Check = {
	id: "too-many-changed-routes",
	severity: "warning",
	description:
		"More than limits.maxChangedRoutes, and at least 3, of the routes that an earlier run emitted go to another node or next hop.",
	why: "A node that is replaced moves one or two prefixes. When most of them move at once, the operator handed out the CIDRs again, the nodes got other addresses, or the snapshot is of another cluster. Until the new routes are applied everywhere, traffic goes to nodes that do not have the pods.",
	remediation:
		"make sure that the snapshot is of this cluster and of now; if all of them moved, apply the routes without delay",
	example:
		"3 of 3 earlier routes of cluster prod go to another node or next hop (such as 10.0.1.0/24 from worker-1 192.168.9.1 to worker-1 192.168.0.1), limits.maxChangedRoutes is 50%",
	check: forEachCluster(({ cluster, earlier, changes }) => {
		const [first] = changes.changed;
		if (first === undefined || earlier === undefined) return undefined;
		const { maxChangedRoutes } = cluster.config.limits;
		const count = changes.changed.length;
		const all = distinctRoutes(earlier.routes).length;
		if (!exceeds(maxChangedRoutes, count, all)) return undefined;
		const { before, after } = first;
		const example = `${before.prefix} from ${before.node} ${before.nextHop} to ${after.node} ${after.nextHop}`;
		return {
			message: `${count} of ${all} earlier routes of cluster ${cluster.name} go to another node or next hop (such as ${example}), limits.maxChangedRoutes is ${maxChangedRoutes}`,
			item: earlier.items[0],
			field: "spec.routes",
		};
	}),
};
