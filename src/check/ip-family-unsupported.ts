import { akoSetting } from "../group/targets/ako-setting.ts";
import { type Check, forEachCluster } from "./check.ts";
import { settingLocation } from "./location.ts";

export const ipFamilyUnsupported: Check = {
	id: "ip-family-unsupported",
	severity: "warning",
	description: "ipFamily is set to V6 alone and routeOwner is AKO.",
	why: "AKO documents IPv6 alone for vCenter clouds with Calico only, as a tech preview. On clouds other than vCenter, no-access and NSX-T it takes V4 whatever ipFamily says, and programs no IPv6 route.",
	remediation:
		"make sure that AKO programs IPv6 routes in this cloud, or set spec.ipFamily: V4_V6 or spec.routeOwner: GitOps",
	example: "cluster prod has ipFamily V6, which AKO documents for Calico only",
	check: forEachCluster(({ cluster, ipFamily }, config) => {
		if (ipFamily !== "V6" || cluster.config.routeOwner === "GitOps") return [];
		const adopted =
			cluster.config.ipFamily === undefined
				? akoSetting(cluster, "ipFamily")?.settings
				: undefined;
		const place =
			adopted === undefined
				? settingLocation(config, cluster, "ipFamily")
				: adopted.where("ipFamily");
		return [
			{
				message: `cluster ${cluster.name} has ipFamily ${ipFamily}, which AKO documents for Calico only`,
				...place,
				currentValue: ipFamily,
			},
		];
	}),
};
