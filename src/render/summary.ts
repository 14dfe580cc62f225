import { tooOldAko } from "../check/ako-too-old.ts";
import { idleAko } from "../check/routes-unused.ts";
import type { IpFamily } from "../config/config.ts";
import type { Family } from "../ip/bits.ts";
import type { Result } from "../krm/result.ts";
import { judgeLiveRoutes } from "../plan/live-verdicts.ts";
import { type ClusterPlan, leavesAkoSync } from "../plan/plan.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/** One line with the result of the run. */
export function summary(plan: ClusterPlan): Result {
	const { cluster, routes, nodes, decision, ipFamily } = plan;
	const hasNone = (node: NodeRoutes) => node.routes.length === 0;
	const agentless = plan.agentlessNodes.filter(hasNone).length;
	const routed = nodes.filter((node) => !hasNone(node)).length;
	const noun = routes.length === 1 ? "route" : "routes";
	const message = `cluster ${cluster.name}: ${routes.length} ${noun} for ${routed} of ${cluster.nodes.length - agentless} nodes (${decision.name}, ${routedFamilies(routes) ?? ipFamily}), ${writer(plan)}${sinceLastRun(plan)}`;
	return {
		message,
		severity: "info",
		tags: { check: "summary", cluster: cluster.name },
	};
}

function sinceLastRun({ earlier, changes }: ClusterPlan): string {
	const { added, changed, removed } = changes;
	return earlier === undefined
		? ""
		: `, +${added.length} ~${changed.length} -${removed.length} since the last run`;
}

/** Who writes the routes to Avi, or what prevents it. */
function writer(plan: ClusterPlan): string {
	const { cluster, liveAko } = plan;
	const { routeOwner, routeController } = cluster.config;
	if (routeOwner === "GitOps")
		return routeController === undefined
			? "owned by GitOps, with no routeController to write them"
			: leavesAkoSync(plan)
				? "owned by GitOps; with none to take over, AKO's static route sync is left alone"
				: `owned by GitOps, written by ${routeController}`;
	const obstacle = obstacleToAko(plan);
	if (obstacle !== undefined) return `not programmed: ${obstacle}`;
	if (liveAko === undefined) return "for AKO to program";
	const isLacking =
		liveAko.routes !== plan.routes &&
		(judgeLiveRoutes(plan)?.lacking.length ?? 0) > 0;
	return isLacking
		? "programmed by AKO once it has the right settings and restarts"
		: "programmed by AKO";
}

/** Why AKO does not program the routes, even after a restart. */
function obstacleToAko(plan: ClusterPlan): string | undefined {
	const { cluster, decision, otherCni } = plan;
	if (otherCni !== undefined) return `AKO is set for ${otherCni.plugin}`;
	if (decision.mode?.isReadByAko === false)
		return `AKO does not read the CIDRs of ${decision.name}`;
	const version = tooOldAko(plan);
	if (version !== undefined) return `AKO ${version} reads no CiliumNodes`;
	const idle = idleAko(cluster);
	return idle && `AKO has ${idle.key} ${JSON.stringify(idle.value)}`;
}

/** The families of the routes; undefined when there are no routes. */
function routedFamilies(routes: ClusterPlan["routes"]): IpFamily | undefined {
	const isOf = (family: Family) =>
		routes.some(({ prefix }) => prefix.family === family);
	if (routes.length === 0) return undefined;
	return isOf("V6") ? (isOf("V4") ? "V4_V6" : "V6") : "V4";
}
