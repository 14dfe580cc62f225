import { fieldPath } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isOfAnotherNode, type NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { cidrsElsewhere } from "./cidrs-elsewhere.ts";
import { byCause, combine, type NamedFinding } from "./combine.ts";
import { nodeCount } from "./node-count.ts";

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
	check: forEachCluster((plan) => {
		const { cluster, nodesLackingRoutes } = plan;
		const found = nodesLackingRoutes.flatMap((entry) =>
			withoutCIDR(plan, entry),
		);
		const causeOf = ({ why, finding: { followsFrom } }: WithoutCIDR) =>
			`${followsFrom ?? ""} ${why}`;
		return byCause(found, causeOf).flatMap((ofOne) => {
			const [first] = ofOne;
			return combine(
				ofOne.map(({ finding }) => finding),
				{ total: nodeCount(plan) },
				({ share, names }) => ({
					message: `${share} of cluster ${cluster.name} get no routes (${names}): each ${first?.why.replace(/,$/, "")}`,
					remedy: first?.remedy,
				}),
			);
		});
	}),
};

interface WithoutCIDR {
	/** Words that follow the node's name, and are the same for all nodes with the same reason. */
	readonly why: string;
	/** The remedy for several of these. */
	readonly remedy: string | undefined;
	readonly finding: NamedFinding;
}

function withoutCIDR(plan: ClusterPlan, entry: NodeRoutes): WithoutCIDR[] {
	const { cluster, decision } = plan;
	const { mode } = decision;
	const { node, ciliumNode, podCIDRs, problem } = entry;
	if (
		mode === undefined ||
		podCIDRs.length > 0 ||
		problem?.kind === "bad-pod-cidr"
	)
		return [];
	const isOfCilium = mode.source === "CiliumNode";
	const holder = isOfCilium ? ciliumNode : node;
	if (holder === undefined) return [];
	// cilium-node-stale reports it.
	const isStale = isOfAnotherNode(node, ciliumNode);
	if (isOfCilium && isStale && cluster.config.routeOwner === "GitOps")
		return [];
	const source = problem?.source ?? holder.source;
	const field = problem?.field ?? fieldPath(source, mode.field);
	const why = problem?.detail ?? `has no CIDR in ${mode.fieldName}`;
	const remedy =
		problem?.remedy ?? (isOfCilium ? undefined : KUBERNETES_REMEDY);
	const finding = {
		name: node.name,
		message: `node ${node.name} ${why} and gets no routes`,
		remedy,
		item: source.item,
		field,
		followsFrom: cidrsElsewhere(plan, entry) && ("pod-cidr-elsewhere" as const),
	};
	const ofSeveral = problem?.ofSeveral ?? { detail: why, remedy };
	return [{ why: ofSeveral.detail, remedy: ofSeveral.remedy, finding }];
}
