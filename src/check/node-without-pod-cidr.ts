import { fieldPath } from "../group/cluster.ts";
import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import { type Check, forEachCluster } from "./check.ts";

export const nodeWithoutPodCidr: Check = {
	id: "node-without-pod-cidr",
	severity: "warning",
	description:
		"A node has no CIDR in the source that the IPAM mode uses, so it gets no routes. A node that just joined looks so.",
	remediation:
		"take the snapshot again once the node has its CIDR, or look at the Cilium operator's log",
	check: forEachCluster(({ nodes, decision: { mode } }) =>
		nodes.flatMap(({ node, ciliumNode, podCIDRs, problem }) => {
			if (
				mode === undefined ||
				podCIDRs.length > 0 ||
				problem?.kind === "bad-pod-cidr"
			)
				return [];
			if (mode.cniPlugin === "cilium" && ciliumNode === undefined) return [];
			const isAnnotated =
				mode.name === "kubernetes" &&
				node.annotations?.[AKO_POD_CIDRS] !== undefined;
			const source =
				problem?.source ??
				(mode.cniPlugin === "cilium" ? ciliumNode?.source : node.source) ??
				node.source;
			const field =
				problem?.field ??
				fieldPath(source, mode.name === "multi-pool" ? "pools" : "podCIDRs");
			const why =
				problem?.detail ??
				(isAnnotated
					? `has an empty annotation ${AKO_POD_CIDRS}`
					: `has no CIDR in ${mode.fieldName}`);
			return [
				{
					message: `node ${node.name} ${why} and gets no routes`,
					item: source.item,
					field,
				},
			];
		}),
	),
};
