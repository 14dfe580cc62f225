import { fieldPath } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isOfAnotherNode, type NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { cidrsElsewhere } from "./cidrs-elsewhere.ts";
import { amongNodes, combine, type NamedFinding } from "./combine.ts";
import { cidrLocation } from "./location.ts";
import { type UnroutedReason, unroutedCIDRs } from "./unrouted-cidrs.ts";

const KUBERNETES_REMEDY =
	"take the snapshot again once the node has its CIDR, or look at kube-controller-manager's log";

export const nodeWithoutPodCidr: Check = {
	id: "node-without-pod-cidr",
	severity: "warning",
	description:
		"A node has no CIDR in the source that the IPAM mode uses, or none of a family that is routed, so it gets no routes. A node that just joined looks so.",
	why: "The Cilium operator (cluster-pool) or kube-controller-manager (kubernetes) fills the field a little after the node joins. When it stays empty the pool is used up, or the allocator is off.",
	remediation:
		"take the snapshot again once the node has its CIDR, or look at the Cilium operator's log",
	example:
		"node worker-1 has no CIDR in CiliumNode.spec.ipam.podCIDRs and gets no routes",
	check: forEachCluster((plan) => {
		const found = [
			...plan.nodesLackingRoutes.flatMap((entry) => withoutCIDR(plan, entry)),
			...withoutRoutedFamily(plan),
		];
		return combine(found, amongNodes(plan), ({ share, names, first }) => ({
			message: `${share} of cluster ${plan.cluster.name} get no routes (${names}): each ${first.ofSeveral.detail.replace(/,$/, "")}`,
			remedy: first.ofSeveral.remedy,
		}));
	}),
};

type WithoutCIDR = NamedFinding & {
	/** Words that follow the nodes' names, and the remedy for several of these. */
	readonly ofSeveral: {
		readonly detail: string;
		readonly remedy: string | undefined;
	};
};

function withoutCIDR(plan: ClusterPlan, entry: NodeRoutes): WithoutCIDR | [] {
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
	const ofSeveral = problem?.ofSeveral ?? { detail: why, remedy };
	const followsFrom =
		cidrsElsewhere(plan, entry) && ("pod-cidr-elsewhere" as const);
	return {
		name: node.name,
		cause: `${followsFrom} ${ofSeveral.detail}`,
		ofSeveral,
		message: `node ${node.name} ${why} and gets no routes`,
		remedy,
		item: source.item,
		field,
		followsFrom,
	};
}

/** Words that follow a family, for each reason why it is not routed. */
const NOT_ROUTED: Readonly<
	Record<UnroutedReason, (plan: ClusterPlan) => string>
> = {
	unwanted: ({ ipFamily }) => `which ipFamily ${ipFamily} leaves out`,
	off: () => "which cilium-config has off",
	"no-next-hop": () => "but no next hop of it",
};

/** The nodes whose pod CIDRs are all of a family that is not routed: AKO skips each CIDR without an error. */
function withoutRoutedFamily(plan: ClusterPlan): WithoutCIDR[] {
	return unroutedCIDRs(plan).flatMap((unrouted) => {
		const { family, reason, isRoutedElsewhere, nodes } = unrouted;
		// node-without-next-hop names them.
		if (isRoutedElsewhere) return [];
		const has = `has pod CIDRs of family ${family} alone`;
		const because = NOT_ROUTED[reason](plan);
		const remedy = `find out why it got no ${family === "V4" ? "V6" : "V4"} pod CIDR; pod-cidr-ignored tells what ${family} needs`;
		const detail = `${has}, ${because}`;
		return nodes
			.filter(({ areAll }) => areAll)
			.map(({ node: { name }, cidrs }) => ({
				name,
				cause: detail,
				ofSeveral: { detail, remedy },
				message: `node ${name} ${has} (${cidrs.map(({ text }) => text).join(", ")}), ${because}, and gets no routes`,
				remedy,
				item: undefined,
				...(cidrs[0] && cidrLocation(cidrs[0])),
			}));
	});
}
