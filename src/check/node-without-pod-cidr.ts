import { fieldPath } from "../group/cluster.ts";
import { isOfAnotherNode } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";

const KUBERNETES_REMEDY =
	"take the snapshot again once the node has its CIDR, or look at kube-controller-manager's log";

export const nodeWithoutPodCidr: Check = {
	id: "node-without-pod-cidr",
	severity: "warning",
	description:
		"A node has no CIDR in the source that the IPAM mode uses, so it gets no routes. A node that just joined looks so.",
	why: "The Cilium operator (cluster-pool) or kube-controller-manager (kubernetes) fills the field a little after the node joins. When it stays empty the pool is used up, or the allocator is off.",
	remediation:
		"take the snapshot again once the node has its CIDR, or look at the Cilium operator's log",
	example:
		"node worker-1 has no CIDR in CiliumNode.spec.ipam.podCIDRs and gets no routes",
	check: forEachCluster(({ cluster, oddNodes, decision: { mode } }) =>
		oddNodes.flatMap(({ node, ciliumNode, podCIDRs, problem }) => {
			if (
				mode === undefined ||
				podCIDRs.length > 0 ||
				problem?.kind === "bad-pod-cidr"
			)
				return [];
			const isOfCilium = mode.source === "CiliumNode";
			if (isOfCilium && ciliumNode === undefined) return [];
			// cilium-node-stale has told it.
			const isStale = isOfAnotherNode(node, ciliumNode);
			if (isOfCilium && isStale && cluster.config.routeOwner === "GitOps")
				return [];
			const source =
				problem?.source ??
				(isOfCilium ? ciliumNode?.source : node.source) ??
				node.source;
			const field = problem?.field ?? fieldPath(source, mode.field);
			const why = problem?.detail ?? `has no CIDR in ${mode.fieldName}`;
			const usual = isOfCilium ? {} : { remedy: KUBERNETES_REMEDY };
			const remedy =
				problem?.remedy === undefined ? usual : { remedy: problem.remedy };
			return [
				{
					message: `node ${node.name} ${why} and gets no routes`,
					...remedy,
					item: source.item,
					field,
				},
			];
		}),
	),
};
