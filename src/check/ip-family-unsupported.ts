import { FIRST_WITH_BOTH, ipFamiliesOf } from "../plan/ip-family.ts";
import { olderThan } from "../resolve/version.ts";
import { type Check, forEachCluster } from "./check.ts";
import { settingLocation } from "./location.ts";

export const ipFamilyUnsupported: Check = {
	id: "ip-family-unsupported",
	severity: "warning",
	description:
		"ipFamily is V6 alone and routeOwner is AKO; or AKO does not accept the ipFamily (V4_V6 before 1.12.1), which is an error.",
	why: "AKO documents IPv6 alone for vCenter clouds with Calico only, as a tech preview. On clouds other than vCenter, no-access and NSX-T it takes V4 whatever ipFamily says, and programs no IPv6 route. With an ipFamily that it does not accept, AKO logs that sync is disabled and does nothing at all; V4_V6 came with 1.12.1.",
	remediation:
		"make sure that AKO programs IPv6 routes in this cloud, or set spec.ipFamily: V4_V6 or spec.routeOwner: GitOps",
	example: "cluster prod has ipFamily V6, which AKO documents for Calico only",
	check: forEachCluster(({ cluster, family, ipFamily }, { config }) => {
		const { versions, name } = cluster;
		const { invalid } = family;
		const isOld = olderThan(versions.ako, FIRST_WITH_BOTH) !== undefined;
		const place =
			family.settings?.where("ipFamily") ??
			settingLocation(config, cluster, "ipFamily");
		if (invalid !== undefined)
			return {
				message: `cluster ${name} has ipFamily ${JSON.stringify(invalid)}, with which AKO${isOld ? ` ${versions.ako}` : ""} syncs nothing; it accepts ${ipFamiliesOf(versions.ako).join(", ")} or none`,
				remedy:
					isOld && invalid === "V4_V6"
						? "set V4, or upgrade AKO to 1.12.1 or newer first"
						: "correct it",
				severity: "error",
				...place,
				currentValue: invalid,
			};
		if (ipFamily !== "V6" || cluster.config.routeOwner === "GitOps")
			return undefined;
		return {
			message: `cluster ${name} has ipFamily ${ipFamily}, which AKO documents for Calico only`,
			remedy: isOld
				? "make sure that AKO programs IPv6 routes in this cloud, or set spec.ipFamily: V4 or spec.routeOwner: GitOps"
				: undefined,
			...place,
			currentValue: ipFamily,
		};
	}),
};
