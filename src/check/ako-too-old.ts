import type { Cluster } from "../group/cluster.ts";
import { olderThan } from "../plan/version.ts";
import type { ModeDecision } from "../resolve/mode.ts";
import { type Check, forEachCluster } from "./check.ts";
import { versionPlace } from "./place.ts";

export const akoTooOld: Check = {
	id: "ako-too-old",
	severity: "error",
	description:
		"The IPAM mode is cluster-pool, routeOwner is AKO, and AKO is below 1.10.1.",
	why: "AKO knows cniPlugin cilium, and with it CiliumNodes, since 1.10.1. Before, it reads Node.spec.podCIDRs whatever the setting, and routes CIDRs that no pod uses.",
	remediation: "upgrade AKO to 1.10.1 or later, or set spec.routeOwner: GitOps",
	example:
		"cluster prod runs AKO 1.10.0, which does not read CiliumNodes; cluster-pool needs 1.10.1",
	check: forEachCluster(({ cluster, decision }) => {
		const version = olderThan(cluster.versions.ako, [1, 10, 1]);
		if (version === undefined || !needsCiliumNodes(cluster, decision))
			return [];
		return [
			{
				message: `cluster ${cluster.name} runs AKO ${version}, which does not read CiliumNodes; ${decision.name} needs 1.10.1`,
				...versionPlace(cluster, "ako"),
				currentValue: version,
			},
		];
	}),
};

/** True when AKO owns the routes and must read CiliumNodes for them. */
export function needsCiliumNodes(
	{ config }: Cluster,
	{ mode }: ModeDecision,
): boolean {
	return (
		config.routeOwner === "AKO" &&
		mode?.source === "CiliumNode" &&
		mode.isReadByAko
	);
}
