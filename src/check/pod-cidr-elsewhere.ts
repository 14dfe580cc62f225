import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { IpamMode } from "../resolve/ipam-mode.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { areCopied, cidrsElsewhere, otherModeOf } from "./cidrs-elsewhere.ts";
import { amongNodes, combine, type NamedFinding } from "./combine.ts";
import { cidrLocation } from "./location.ts";

export const podCidrElsewhere: Check = {
	id: "pod-cidr-elsewhere",
	severity: "warning",
	description:
		"The other field of a node has another CIDR than the one that the IPAM mode uses: the node's Cilium agent works in another mode, or made a CIDR up. Its pods have addresses of the other CIDR, which gets no route. Or AKO's annotation names CIDRs that its pods do not have.",
	why: "An agent takes a new IPAM mode only when it restarts, and pods keep their addresses until they restart too. In mode kubernetes agents copy Node.spec.podCIDRs into the CiliumNode, so that a difference proves that one did not; in cluster-pool and multi-pool a node whose CIDRs stand only in the other mode's field is one in migration. In cluster-pool mode Node.spec.podCIDRs are another authority's, and tell nothing.",
	remediation:
		"drain the node and restart its Cilium agent, so that its pods restart with addresses of the mode's own CIDR",
	example:
		"node worker-2 has 10.244.2.0/24 in Node.spec.podCIDRs, but 10.0.2.0/24 in CiliumNode.spec.ipam.podCIDRs: its pods have addresses of the latter, and no route leads there",
	check: forEachCluster((plan) => {
		const { mode } = plan.decision;
		if (mode === undefined) return [];
		const nodes = areCopied(mode) ? plan.nodes : plan.nodesLackingRoutes;
		const found = nodes.flatMap((entry) => findingOf(plan, mode, entry) ?? []);
		return combine(found, amongNodes(plan), ({ share, examples, first }) => ({
			message: `${share} of cluster ${plan.cluster.name} have ${first.cause}: ${examples}; their pods have addresses of these, and no route leads there`,
		}));
	}),
};

function findingOf(
	plan: ClusterPlan,
	mode: IpamMode,
	entry: NodeRoutes,
): NamedFinding | undefined {
	const elsewhere = cidrsElsewhere(plan, entry);
	if (elsewhere === undefined) return undefined;
	const { own, other, isReplaced } = elsewhere;
	const { name } = entry.node;
	const { fieldName, name: otherName } = otherModeOf(mode);
	const where = `${fieldName}, where mode ${otherName} has them`;
	const [seen, right] = [textOf(other), textOf(own)];
	if (isReplaced)
		return {
			name,
			item: own[0]?.source.item,
			field: own[0]?.field,
			currentValue: right,
			proposedValue: seen,
			cause: `CIDRs in ${fieldName} that their annotations ${AKO_POD_CIDRS} replace`,
			example: `${name} (${seen}, replaced by ${right})`,
			message: `node ${name} has ${right} in its annotation ${AKO_POD_CIDRS}, but ${seen} in ${fieldName}: its pods have addresses of the latter, as Cilium does not know the annotation, and no route leads there`,
			remedy: WRONG_ANNOTATION,
		};
	const at = { name, ...cidrLocation(other[0]), currentValue: seen };
	return own.length === 0
		? {
				...at,
				cause: `no CIDRs in ${mode.fieldName}, but in ${where}`,
				example: `${name} (${seen})`,
				message: `node ${name} has no CIDR in ${mode.fieldName}, but ${seen} in ${where}: its pods have addresses of that, and no route leads there`,
				remedy: mode.source === "Node" ? MADE_UP : undefined,
			}
		: {
				...at,
				cause: `other CIDRs in ${fieldName} than in ${mode.fieldName}`,
				example: `${name} (${seen} instead of ${right})`,
				message: `node ${name} has ${right} in ${mode.fieldName}, but ${seen} in ${fieldName}: its pods have addresses of the latter, and no route leads there`,
				proposedValue: right,
			};
}

const WRONG_ANNOTATION = `correct the annotation, or remove it where Node.spec.podCIDRs is right: kubectl annotate node NAME ${AKO_POD_CIDRS}-`;

/** When the Node has no CIDR, the agent generates one, and does so again after a restart. */
const MADE_UP = `let kube-controller-manager give the Node a CIDR, then drain it and restart its Cilium agent; or give AKO the one in use in the Node annotation ${AKO_POD_CIDRS}`;

const textOf = (cidrs: readonly PodCIDR[]) =>
	cidrs.map(({ text }) => text).join(", ");
