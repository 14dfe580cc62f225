import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";

export const ipamModeOverridden: Check = {
	id: "ipam-mode-overridden",
	severity: "warning",
	description: "spec.ipamMode differs from what cilium-config says.",
	remediation: "remove spec.ipamMode unless the ConfigMap is out of date",
	check: forEachCluster(({ cluster, decision: { name, from, configured } }) => {
		const { ciliumConfig } = cluster;
		if (
			from !== "override" ||
			ciliumConfig === undefined ||
			configured === name
		)
			return [];
		const { item, path } = ciliumConfig.source;
		const message = `cluster ${cluster.name} is taken as ${name} by spec.ipamMode, but its cilium-config says ${configured}`;
		return [
			{
				message,
				item,
				field: joinPath(path, "ipam"),
				currentValue: configured,
				proposedValue: name,
			},
		];
	}),
};
