import type { Config } from "../config/config.ts";
import { groupBy } from "../krm/group-by.ts";
import { type ClusterPlan, leavesAkoSync } from "../plan/plan.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";
import { nodeCount } from "./combine.ts";
import { ADDRESS_REASONS, type Reason } from "./no-routes-address.ts";
import { CIDR_REASONS } from "./no-routes-cidr.ts";

/** Why a node may have no routes: AKO looks for a next hop first, then for pod CIDRs. */
const reasonsFor = ({ dropped }: NodeRoutes): readonly Reason[] =>
	dropped?.kind === "no-next-hop" ? ADDRESS_REASONS : CIDR_REASONS;

export const noRoutes: Check = {
	id: "no-routes",
	severity: "error",
	description:
		"A cluster has nodes but no routes. The message has the most common reason.",
	why: "A table without routes is never right: with managementPolicy Manage it takes every route of the cluster away, with Observe it says that AKO programs nothing. Mostly the dump lacks something, or nothing has handed out pod CIDRs yet.",
	remediation: "take a complete snapshot once the nodes have their pod CIDRs",
	example:
		"cluster prod has 3 nodes and not one route, all of them (such as worker-1) because Node.status.addresses is missing, as in a dump without status (kubectl neat cuts it out)",
	hides: [
		"too-many-removed-routes",
		"node-without-cilium-node",
		"node-without-next-hop",
		"node-without-pod-cidr",
		"pod-cidr-elsewhere",
		"pod-cidr-ignored",
	],
	check: forEachCluster((plan, { config }) => {
		const { cluster, routes, decision } = plan;
		// Without a mode nothing is emitted; ipam-mode-unknown or -unsupported reports that.
		if (decision.mode === undefined || routes.length > 0) return undefined;
		if (cluster.nodes.length === 0) return undefined;
		const count = nodeCount(plan) || cluster.nodes.length;
		const reason = reasonOf(plan, config);
		const nodes = count === 1 ? "1 node" : `${count} nodes`;
		const kind = count < cluster.nodes.length ? " with a Cilium agent" : "";
		// AKO's sync is never turned off without routes to replace it.
		const takeOver = leavesAkoSync(plan)
			? "; with none to take over, AKO's disableStaticRouteSync is left alone"
			: "";
		const message = `cluster ${cluster.name} has ${nodes}${kind} and not one route, ${reason.message}${takeOver}`;
		return { ...reason, message, isExample: true };
	}),
};

/** The most common reason, with the number of nodes and the first of them. */
function reasonOf(plan: ClusterPlan, config: Config): ClusterFinding {
	const total = nodeCount(plan);
	if (total === 0)
		return {
			message:
				"because all of them are Windows or virtual nodes, on which no Cilium agent runs",
			remedy: "dump all nodes of the cluster: kubectl get nodes -o yaml",
			item: plan.agentlessNodes[0]?.node.source.item ?? plan.cluster.source,
		};
	const groups = groupBy(plan.nodesLackingRoutes, (entry) =>
		reasonsFor(entry).find(({ holds }) => holds(entry, plan)),
	);
	const [most] = [...groups].sort(([, a], [, b]) => b.length - a.length);
	const [cause, [first, ...others] = []] = most ?? [];
	if (cause === undefined || first === undefined)
		return {
			message: `because AKO does not read the pod CIDRs of IPAM mode ${plan.decision.name}`,
			remedy: "set spec.routeOwner: GitOps",
			item: plan.cluster.source,
			followsFrom: "ipam-mode-unsupported",
		};
	const reason = cause.explain(first, plan, config);
	const count = others.length + 1;
	const share = count === total ? "all" : count;
	const example = `${share} of them (such as ${first.node.name}) `;
	const message = `${total === 1 ? "" : example}because ${reason.message}`;
	return { ...reason, message };
}
