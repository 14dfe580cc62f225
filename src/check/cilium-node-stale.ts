import { fieldPath } from "../group/cluster.ts";
import { compareText } from "../krm/order.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isOfAnotherNode } from "../resolve/routes.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

export const ciliumNodeStale: Check = {
	id: "cilium-node-stale",
	severity: "warning",
	description:
		"A CiliumNode has no Node, or was made for an earlier Node of the same name. An error when that takes the routes of all nodes: then Nodes and CiliumNodes are not of one time.",
	why: "A CiliumNode outlives its Node when the operator is down or the node is replaced under its old name; hundreds for a few nodes have been seen. AKO reads CiliumNodes by name and never compares uids, so it routes the CIDRs of a machine that is gone to the new one.",
	remediation: "delete the CiliumNode; the agent on the node makes it anew",
	example: "CiliumNode worker-9 has no Node in cluster prod; it gets no routes",
	check: forEachCluster((plan) => {
		if (haveTheirNodes(plan)) return [];
		const { cluster } = plan;
		const nodes = new Map(cluster.nodes.map((node) => [node.name, node]));
		const effect = effectOn(plan);
		const takesAll =
			effect === NO_ROUTES &&
			cluster.nodes.every((node) =>
				isOfAnotherNode(node, cluster.ciliumNodes.get(node.name)),
			);
		const sorted = [...cluster.ciliumNodes.entries].sort((a, b) =>
			compareText(a.name, b.name),
		);
		return sorted.flatMap((ciliumNode): Omit<Finding, "cluster">[] => {
			const node = nodes.get(ciliumNode.name);
			const { item, path } = ciliumNode.source;
			if (node === undefined) {
				const message = `CiliumNode ${ciliumNode.name} has no Node in cluster ${cluster.name}; it gets no routes`;
				return [
					{
						message,
						remedy: `delete it: kubectl delete ciliumnode ${ciliumNode.name}`,
						item,
						...(path === "" ? {} : { field: path }),
					},
				];
			}
			if (!isOfAnotherNode(node, ciliumNode)) return [];
			const message = `CiliumNode ${ciliumNode.name} belongs to a Node of uid ${ciliumNode.ownerUID}, but the Node has uid ${node.uid}; ${effect}`;
			return [
				{
					message,
					...(takesAll ? { severity: "error" as const } : {}),
					item,
					field: fieldPath(ciliumNode.source, "ownerUID"),
					currentValue: ciliumNode.ownerUID,
					proposedValue: node.uid,
				},
			];
		});
	}),
};

/** What becomes of the CIDRs of a CiliumNode that is another Node's. */
function effectOn({ cluster, decision }: ClusterPlan): string {
	if (decision.mode?.source === "Node")
		return `no route comes from it in IPAM mode ${decision.name}`;
	return cluster.config.routeOwner === "AKO"
		? "AKO routes its CIDRs all the same"
		: NO_ROUTES;
}

const NO_ROUTES = "it gets no routes";

/** True when every CiliumNode has its Node, as resolved: then each of them is one's, for no two have the same name. */
function haveTheirNodes({
	cluster,
	unusualNodes,
	plain,
}: ClusterPlan): boolean {
	let count = plain.ciliumNodes;
	const areOwn = unusualNodes.every(({ node, ciliumNode }) => {
		if (ciliumNode !== undefined) count++;
		return !isOfAnotherNode(node, ciliumNode);
	});
	return areOwn && count === cluster.ciliumNodes.size;
}
