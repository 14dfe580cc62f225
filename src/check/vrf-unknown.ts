import { akoSetting } from "../group/targets/ako-setting.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { UnknownVrf } from "../plan/vrf.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";
import { settingLocation } from "./location.ts";

export const vrfUnknown: Check = {
	id: "vrf-unknown",
	severity: "warning",
	description:
		"Only Avi knows the VRF that AKO writes the routes into: that of the T1 router in an NSX-T cloud, or that of the first VIP network; the table says global. An error with a routeController, which would write the routes there; an info where AKO writes them and a VIP network decides.",
	why: "AKO asks the Avi Controller: in NSX-T clouds for the VRF whose attribute tier1path is nsxtT1LR, in vCenter and no-access clouds without vrfName for the VRF of the first network in vipNetworkList. Nothing in the cluster says what it found. In AWS, Azure and GCP clouds it is always global.",
	remediation:
		"look the VRF up in Avi (Infrastructure, Routing, VRF Context) and set spec.vrfContext.name",
	example:
		"the VRF of cluster prod is not known: that of T1 router /infra/tier-1s/t1 decides, which only Avi knows; the table says global",
	check: forEachCluster((plan, { config }) => {
		const { cluster, vrf } = plan;
		const { unknown, name } = vrf;
		if (unknown === undefined || plan.routes.length === 0) return undefined;
		const { key, decidedBy } = unknown;
		const place = key && akoSetting(cluster, key)?.settings.where(key);
		const decides =
			key === undefined
				? `it is in ${decidedBy}`
				: `that of ${decidedBy} decides, which only Avi knows`;
		return {
			message: `the VRF of cluster ${cluster.name} is not known: ${decides}; the table says ${name}`,
			...(place ?? settingLocation(config, cluster, "vrfContext.name")),
			severity: severityOf(plan, unknown),
		};
	}),
};

/** Most severe when our route controller writes routes there; least when AKO finds the VRF by itself, as by default. */
function severityOf(
	{ cluster: { config } }: ClusterPlan,
	{ key }: UnknownVrf,
): NonNullable<Finding["severity"]> {
	const { routeOwner, routeController } = config;
	if (routeOwner === "GitOps" && routeController !== undefined)
		return key === undefined ? "warning" : "error";
	return routeOwner === "AKO" && key === "vipNetworkList" ? "info" : "warning";
}
