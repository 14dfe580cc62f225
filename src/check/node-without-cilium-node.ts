import { type Check, forEachCluster } from "./check.ts";

/** From so many nodes on, a share of missing CiliumNodes says that the snapshot was cut short. */
const FEW_NODES = 5;
const MOST_MISSING = 0.2;

export const nodeWithoutCiliumNode: Check = {
	id: "node-without-cilium-node",
	severity: "warning",
	description:
		"A Node has no CiliumNode of its name, so it gets no routes. An error when that is so for all nodes, or for more than 20% of at least 5: then the snapshot lacks CiliumNodes.",
	remediation:
		"add the output of kubectl get ciliumnodes, or wait for the Cilium agent on a node that just joined",
	check: forEachCluster(({ cluster, nodes, decision: { mode } }) => {
		if (mode?.cniPlugin !== "cilium") return [];
		const missing = nodes.filter(({ ciliumNode }) => ciliumNode === undefined);
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
