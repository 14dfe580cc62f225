import { joinPath } from "../read/validate.ts";
import { IPAM_MODES } from "../resolve/mode.ts";
import { type Check, forEachCluster } from "./check.ts";

export const ipamModeOverridden: Check = {
	id: "ipam-mode-overridden",
	severity: "warning",
	description: "spec.ipamMode differs from what cilium-config says.",
	remediation: "remove spec.ipamMode unless the ConfigMap is out of date",
	check: forEachCluster(({ cluster, decision: { name, from, configured } }) => {
		const isKnown = IPAM_MODES.some((mode) => mode.name === configured);
		const remedy = isKnown
			? {}
			: {
					remedy: `make sure that ${name} is where the pod CIDRs are; ${configured} itself gives no routes`,
				};
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
				...remedy,
				item,
				field: joinPath(path, "ipam"),
				currentValue: configured,
				proposedValue: name,
			},
		];
	}),
};
