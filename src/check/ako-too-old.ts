import type { ClusterPlan } from "../plan/plan.ts";
import { olderThan } from "../resolve/version.ts";
import { type Check, forEachCluster } from "./check.ts";
import { versionLocation } from "./location.ts";

export const akoTooOld: Check = {
	id: "ako-too-old",
	severity: "error",
	description:
		"The IPAM mode is cluster-pool, routeOwner is AKO, and AKO is below 1.10.1.",
	why: "AKO knows cniPlugin cilium, and with it CiliumNodes, since 1.10.1. Before, it reads Node.spec.podCIDRs whatever the setting, and routes CIDRs that no pod uses.",
	remediation: "upgrade AKO to 1.10.1 or later, or set spec.routeOwner: GitOps",
	example:
		"cluster prod runs AKO 1.10.0, which does not read CiliumNodes; cluster-pool needs 1.10.1",
	hides: ["cni-plugin-mismatch", "ako-needs-restart", "live-routes-differ"],
	check: forEachCluster((plan) => {
		const version = tooOldAko(plan);
		if (version === undefined) return undefined;
		const { cluster, decision } = plan;
		return {
			message: `cluster ${cluster.name} runs AKO ${version}, which does not read CiliumNodes; ${decision.name} needs 1.10.1`,
			...versionLocation(cluster, "ako"),
			currentValue: version,
		};
	}),
};

/** The version of an AKO that must read CiliumNodes and is too old for that; undefined when it is not, or unknown. */
export function tooOldAko(plan: ClusterPlan): string | undefined {
	return needsCiliumNodes(plan)
		? olderThan(plan.cluster.versions.ako, [1, 10, 1])
		: undefined;
}

/** True when AKO owns the routes and must read CiliumNodes for them. */
export function needsCiliumNodes({ cluster, decision }: ClusterPlan): boolean {
	const { mode } = decision;
	return (
		cluster.config.routeOwner === "AKO" &&
		mode?.source === "CiliumNode" &&
		mode.isReadByAko
	);
}
