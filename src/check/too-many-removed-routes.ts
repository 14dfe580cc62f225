import { allowedBy } from "../config/fields.ts";
import type { EarlierTables } from "../plan/earlier.ts";
import { distinctRoutes } from "../plan/route-changes.ts";
import type { Check, Finding } from "./check.ts";

export const tooManyRemovedRoutes: Check = {
	id: "too-many-removed-routes",
	severity: "error",
	description:
		"A cluster would lose, net, more than limits.maxRemovedRoutes and at least 3 of the routes that an earlier run emitted. A cluster that vanished loses all.",
	why: "A node that leaves takes one or two routes with it. When a large part goes at once, the snapshot is more likely to be incomplete than the cluster to have shrunk, and every removed route cuts pods off.",
	remediation:
		"check that the snapshot is complete; if the nodes are gone for good, raise limits.maxRemovedRoutes for this run, with avi-routes render --set limits.maxRemovedRoutes=100%",
	example:
		"cluster prod would lose 3 of 6 routes (nodes worker-4, worker-5, worker-6), limits.maxRemovedRoutes is 20%",
	mustBeNamed: true,
	check({ clusters, vanished, config }) {
		const findings: Finding[] = [];
		for (const { cluster, decision, earlier, routes, changes } of clusters) {
			// Without a mode the earlier outputs are kept.
			if (earlier === undefined || decision.mode === undefined) continue;
			if (changes.removed.length === 0) continue;
			const { maxRemovedRoutes } = cluster.config.limits;
			const before = distinctRoutes(earlier.routes).length;
			const lost = before - routes.length;
			if (!exceeds(maxRemovedRoutes, lost, before)) continue;
			const nodes = [...new Set(changes.removed.map(({ node }) => node))];
			const message = `cluster ${cluster.name} would lose ${lost} of ${before} routes (nodes ${nodes.slice(0, 3).join(", ")}${nodes.length > 3 ? ", ..." : ""}), limits.maxRemovedRoutes is ${maxRemovedRoutes}`;
			findings.push(finding(earlier, message));
		}
		for (const earlier of vanished) {
			const { maxRemovedRoutes } = config.defaults.limits;
			const lost = distinctRoutes(earlier.routes).length;
			if (!exceeds(maxRemovedRoutes, lost, lost)) continue;
			const uid = earlier.source?.clusterUID;
			const heir = clusters.find(
				({ cluster }) => uid && cluster.clusterUID?.uid === uid,
			);
			const what = heir
				? `is called ${heir.cluster.name} now (it has the same uid)`
				: "is gone from the input";
			const message = `cluster ${earlier.cluster} ${what} and would lose all its ${lost} routes, limits.maxRemovedRoutes is ${maxRemovedRoutes}`;
			findings.push({
				...finding(earlier, message),
				...(heir ? { remedy: RENAMED } : {}),
			});
		}
		return findings;
	},
};

const RENAMED =
	"correct the name if AKO's clusterName is still the earlier one; else raise limits.maxRemovedRoutes for this run, with avi-routes render --set limits.maxRemovedRoutes=100%";

function finding({ cluster, items }: EarlierTables, message: string): Finding {
	return { message, item: items[0], field: "spec.routes", cluster };
}

/** Minimum number of routes that count as an accident: fewer may be a node that leaves or comes back. */
const MIN_ROUTES = 3;

/** True when the number exceeds the limit and is not just a few. */
export const exceeds = (limit: string, count: number, earlier: number) =>
	count >= MIN_ROUTES && count > allowedBy(limit, earlier);
