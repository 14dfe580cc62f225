import { akoName, unsetText, V4_CLOUDS, V6_CLOUDS } from "../plan/ip-family.ts";
import { type Check, forEachCluster } from "./check.ts";
import { settingLocation } from "./location.ts";

export const ipFamilyAssumed: Check = {
	id: "ip-family-assumed",
	severity: "info",
	description:
		"AKO's ipFamily is empty, and the cluster has pod CIDRs and node addresses of both families: whether AKO routes IPv6 depends on its version and on Avi's cloud type, which is not known here.",
	why: "An empty ipFamily, the chart's default, means V4_V6 to AKO 1.12.1 and newer in vCenter, NSX-T and no-access clouds, and V4 to older ones. In AWS, Azure, GCP and OpenStack clouds AKO takes V4 whatever is set. The comment in the chart's values.yaml (default V4) is out of date.",
	remediation:
		"set spec.ipFamily: V4 if Avi's cloud is one of these; spec.ipFamily: V4_V6 says that it is not",
	example:
		"cluster prod: AKO's ipFamily is empty, and AKO 1.13.1 takes an empty one for V4_V6 in vCenter, NSX-T and no-access clouds, so it routes IPv6, too (3 of 6 routes); in AWS, Azure, GCP and OpenStack clouds AKO takes V4",
	check: forEachCluster((plan, { config }) => {
		const { cluster, family, ipFamily } = plan;
		if (family.from !== "default" || ipFamily !== "V4_V6") return undefined;
		const ipv6 = plan.routes.filter(({ prefix }) => prefix.family === "V6");
		if (ipv6.length === 0) return undefined;
		const place =
			family.settings?.where("ipFamily") ??
			settingLocation(config, cluster, "ipFamily");
		return {
			message: `cluster ${cluster.name}: ${unsetText(family)}, and ${akoName(cluster.versions.ako)} takes an empty one for V4_V6 in ${V6_CLOUDS}, so it routes IPv6, too (${ipv6.length} of ${plan.routes.length} routes); in ${V4_CLOUDS} AKO takes V4`,
			...place,
			currentValue: "",
		};
	}),
};
