import { type Check, forEachCluster } from "./check.ts";

/** From so many nodes on, a share of missing CiliumNodes says that the snapshot was cut short. */
const FEW_NODES = 5;
const MOST_MISSING = 0.2;

export const nodeWithoutCiliumNode: Check = {
	id: "node-without-cilium-node",
	severity: "warning",
	description:
		"A Node has no CiliumNode of its name, so it gets no routes. An error when that is so for all nodes, or for more than 20% of at least 5: then the snapshot lacks CiliumNodes.",
	why: "The Cilium agent makes the CiliumNode when it starts on a node, a while after the Node appears. AKO finds no CiliumNode of that name and programs no route for the node, without an error. When many are missing, the snapshot was taken without them.",
	remediation:
		"add the output of kubectl get ciliumnodes, or wait for the Cilium agent on a node that just joined",
	example:
		"node worker-2 has no CiliumNode (1 of 5 nodes of prod have none) and gets no routes",
	check: forEachCluster(({ cluster, nodes, oddNodes, decision: { mode } }) => {
		if (mode?.source !== "CiliumNode") return [];
		const missing = oddNodes.filter(
			({ ciliumNode }) => ciliumNode === undefined,
		);
		const isMany =
			nodes.length >= FEW_NODES && missing.length > nodes.length * MOST_MISSING;
		const isError = missing.length === nodes.length || isMany;
		return missing.map(({ node }) => ({
			message: `node ${node.name} has no CiliumNode (${missing.length} of ${nodes.length} nodes of ${cluster.name} have none) and gets no routes`,
			item: node.source.item,
			...(node.source.path === "" ? {} : { field: node.source.path }),
			...(isError ? { severity: "error" as const } : {}),
		}));
	}),
};
