import { fieldPath } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isOfAnotherNode, type NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { cidrsElsewhere } from "./cidrs-elsewhere.ts";
import { byCause, combine, type NamedFinding } from "./combine.ts";
import { nodeCount } from "./node-count.ts";
import { type Reason, unroutedCIDRs } from "./unrouted-cidrs.ts";

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
		const { cluster, nodesLackingRoutes } = plan;
		const found = [
			...nodesLackingRoutes.flatMap((entry) => withoutCIDR(plan, entry)),
			...withoutRoutedFamily(plan),
		];
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

/** Words that follow a family, for each reason why it is not routed. */
const NOT_ROUTED: Readonly<Record<Reason, (plan: ClusterPlan) => string>> = {
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
		return nodes
			.filter(({ areAll }) => areAll)
			.map(({ node: { name }, cidrs }) => ({
				why: `${has}, ${because}`,
				remedy,
				finding: {
					name,
					message: `node ${name} ${has} (${cidrs.map(({ text }) => text).join(", ")}), ${because}, and gets no routes`,
					remedy,
					item: cidrs[0]?.source.item,
					field: cidrs[0]?.field,
					currentValue: cidrs[0]?.text,
				},
			}));
	});
}
