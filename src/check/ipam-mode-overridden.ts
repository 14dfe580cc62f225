import { findMode } from "../resolve/mode.ts";
import { type Check, forEachCluster } from "./check.ts";
import { configLocation } from "./location.ts";

export const ipamModeOverridden: Check = {
	id: "ipam-mode-overridden",
	severity: "warning",
	description: "spec.ipamMode differs from what cilium-config says.",
	why: "The override decides which field the CIDRs are read from. Where the agents run in another mode, that field holds nothing, or CIDRs that no pod uses.",
	remediation: "remove spec.ipamMode unless the ConfigMap is out of date",
	example:
		"cluster prod is taken as cluster-pool by spec.ipamMode, but its cilium-config says kubernetes",
	check: forEachCluster(({ cluster, decision: { name, from, configured } }) => {
		const { ciliumConfig } = cluster;
		if (
			from !== "override" ||
			ciliumConfig === undefined ||
			configured === name
		)
			return undefined;
		const says =
			ciliumConfig.data.ipam === undefined
				? `has no key ipam, which means ${configured}`
				: `says ${configured}`;
		return {
			message: `cluster ${cluster.name} is taken as ${name} by spec.ipamMode, but its cilium-config ${says}`,
			remedy: findMode(configured)
				? undefined
				: `make sure that ${name} is where the pod CIDRs are; ${configured} itself gives no routes`,
			...configLocation(cluster, "ciliumConfig", "ipam"),
			currentValue: configured,
			proposedValue: name,
		};
	}),
};
