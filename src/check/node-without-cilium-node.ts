import { fieldOf } from "../model/lists.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongNodes, combine, nodeCount } from "./combine.ts";

/** With at least MIN_NODES nodes, a higher share of missing CiliumNodes means that the snapshot was cut short. */
const MIN_NODES = 5;
const MAX_MISSING = 0.2;

const ADD = "add the output of kubectl get ciliumnodes";

/** Some nodes may have another CNI: EKS has its own beside hybrid nodes with Cilium. */
const ADD_OR_LOWER = `${ADD} if it is not complete; if no Cilium agent is meant to run on them, set spec.checks.node-without-cilium-node: warning`;

export const nodeWithoutCiliumNode: Check = {
	id: "node-without-cilium-node",
	severity: "warning",
	description:
		"A Node has no CiliumNode of its name, so it gets no routes. An error when that is so for all nodes, or for more than 20% of at least 5, without those that are NotReady, as when they just joined: then the snapshot lacks CiliumNodes. Nodes on which no Cilium agent runs (node-without-agent) don't count.",
	why: "The Cilium agent makes the CiliumNode when it starts on a node, a while after the Node appears. AKO finds no CiliumNode of that name and programs no route for the node, without an error. When many are missing, the snapshot was taken without them.",
	remediation: `${ADD}, or wait for the Cilium agent on a node that just joined`,
	example:
		"node worker-2 has no CiliumNode (1 of 5 nodes of prod have none) and gets no routes",
	check: forEachCluster((plan) => {
		const { cluster, nodesLackingRoutes, decision } = plan;
		if (decision.mode?.source !== "CiliumNode") return [];
		const total = nodeCount(plan);
		const missing = nodesLackingRoutes.filter(
			({ ciliumNode }) => ciliumNode === undefined,
		);
		// A Node is NotReady until its agent runs, and once its machine is gone: no sign of a dump that was cut.
		const unexplained = missing.filter(({ node }) => node.ready !== false);
		const isMany =
			total >= MIN_NODES && unexplained.length > total * MAX_MISSING;
		const isError = missing.length === total || isMany;
		const found = missing.map(({ node: { name, source, ready } }) => ({
			name,
			example: ready === false ? `${name} (NotReady)` : name,
			message: `node ${name}${ready === false ? ", which is NotReady," : ""} has no CiliumNode (${missing.length} of ${total} nodes of ${cluster.name} have none) and gets no routes`,
			...fieldOf(source),
			severity: isError ? ("error" as const) : undefined,
			remedy: missing.length < total && isMany ? ADD_OR_LOWER : undefined,
		}));
		return combine(found, amongNodes(plan), ({ share, examples }) => ({
			message: `${share} of cluster ${cluster.name} have no CiliumNode and get no routes: ${examples}`,
		}));
	}),
};
