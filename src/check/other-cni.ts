import type { CheckId } from "../../schemas/generated/check-ids.ts";
import {
	hasSignOfCilium,
	haveAllMoved,
	type OtherCni,
} from "../plan/other-cni.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { ModeDecision } from "../resolve/mode.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";
import { shareOf } from "./combine.ts";
import { configLocation } from "./location.ts";

export const otherCni: Check = {
	id: "other-cni",
	severity: "error",
	description:
		"The running AKO is set for another CNI than Cilium, or nothing in the snapshot is Cilium's.",
	why: "The routes are made from what Cilium hands out to nodes. Where another CNI does, Node.spec.podCIDRs or a left-over cilium-config name networks that no pod uses, and AKO with another cniPlugin stops to read the CNI's own objects (BlockAffinity of Calico, HostSubnet of OpenShift).",
	remediation:
		"take the cluster out of this package, and leave cniPlugin as it is; if Cilium runs there, add kubectl get ciliumnodes to the snapshot",
	example:
		'the running AKO of cluster prod has cniPlugin "calico", and no node has a CIDR of Cilium: another CNI hands out pod addresses',
	hides: [
		"ipam-mode-unknown",
		"vrf-unknown",
		"ipam-mode-overridden",
		"ako-needs-restart",
		"no-routes",
		"node-without-cilium-node",
		"node-without-pod-cidr",
		"pod-cidr-elsewhere",
	],
	check: forEachCluster((plan) => {
		if (plan.otherCni !== undefined) return setForAnother(plan, plan.otherCni);
		const { cluster, decision } = plan;
		if (decision.from !== "nothing" || hasSignOfCilium(cluster))
			return undefined;
		return {
			message: `nothing in the snapshot of cluster ${cluster.name} is Cilium's: no cilium-config, no CiliumNode, no pool`,
			remedy:
				"add ConfigMap kube-system/cilium-config and the CiliumNodes if Cilium runs there; else take the cluster out of this package",
			hides: NOT_APPLICABLE,
			item: cluster.source,
		};
	}),
};

/** Checks that do not apply to a cluster without Cilium, which should leave the package. */
const NOT_APPLICABLE: readonly CheckId[] = [
	"vrf-unknown",
	"routes-unused",
	"pod-cidr-annotation",
	"pod-cidr-outside-pool",
	"pool-overlaps",
	"next-hop-outside-node-networks",
	"cilium-node-config",
	"ip-family-assumed",
	"bgp-also-advertises",
	"sctp-kernel-too-old",
	"sctp-cilium-too-old",
	"sctp-ako-too-old",
	"sctp-service-type",
	"sctp-port-rewritten",
	"sctp-off-but-used",
	"helm-owns-cilium-config",
	"sctp-needs-restart",
	"node-without-agent",
	"version-unknown",
];

function setForAnother(
	{ cluster, decision }: ClusterPlan,
	other: OtherCni,
): ClusterFinding {
	const { plugin, moved } = other;
	const { akoConfig, ciliumConfig, name } = cluster;
	const at = {
		...configLocation(cluster, "akoConfig", "cniPlugin"),
		currentValue: akoConfig?.data.cniPlugin,
	};
	const says = `the running AKO of cluster ${name} has cniPlugin ${JSON.stringify(plugin)}`;
	if (moved === 0) {
		const leftOver =
			ciliumConfig === undefined
				? ""
				: "; its cilium-config may be a left-over";
		const message = `${says}, and no node has a CIDR of Cilium: another CNI hands out pod addresses${leftOver}`;
		return { message, hides: NOT_APPLICABLE, ...at };
	}
	const share = shareOf(moved, other);
	return {
		message: `${says}, but ${share} have CIDRs of Cilium: the cluster moves from one CNI to the other`,
		remedy: afterTheMove(decision, other),
		...at,
	};
}

function afterTheMove({ mode }: ModeDecision, other: OtherCni): string {
	const value =
		mode === undefined
			? "what the IPAM mode needs"
			: JSON.stringify(mode.cniPlugin);
	const then = `once all pods run on Cilium, set AKO's cniPlugin to ${value}, restart AKO and take the snapshot again`;
	return haveAllMoved(other)
		? `${then} (spec.checks.other-cni: warning renders that setting)`
		: `finish the move; ${then}`;
}
