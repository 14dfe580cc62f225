import { type Check, forEachCluster } from "./check.ts";
import { settingLocation } from "./location.ts";

export const ipamModeUnknown: Check = {
	id: "ipam-mode-unknown",
	severity: "error",
	description:
		"There is no cilium-config and ipamMode is Auto, so the place of the pod CIDRs is unknown; a warning when it has no data.",
	why: "Cilium keeps its IPAM mode under the key ipam of ConfigMap cilium-config, and the mode alone says whether CiliumNode or Node holds the right CIDRs. Both are often filled, so looking at them does not help.",
	remediation:
		"add ConfigMap kube-system/cilium-config (or spec.ciliumConfig of the ClusterSnapshot), or set spec.ipamMode",
	example: "cluster prod has no cilium-config, so its IPAM mode is unknown",
	check: forEachCluster(({ cluster, decision }, { config }) => {
		const data = cluster.ciliumConfig?.data ?? {};
		const isEmpty =
			decision.from === "default" && Object.keys(data).length === 0;
		if (decision.from !== "nothing" && !isEmpty) return undefined;
		const unseen = cluster.ciliumTargets.find(
			({ item, unknown }) =>
				item.kind === "ConfigMap" && unknown.ipamMode !== undefined,
		);
		const what =
			unseen === undefined
				? "no cilium-config"
				: `only a cilium-config whose ipam can't be read (it is ${unseen.unknown.ipamMode?.what})`;
		return {
			message: `cluster ${cluster.name} has ${what}, so its IPAM mode is unknown`,
			...settingLocation(config, cluster, "ipamMode"),
			currentValue: cluster.config.ipamMode,
			...(isEmpty && {
				message: `cilium-config of cluster ${cluster.name} has no data, so its IPAM mode is taken to be Cilium's default, ${decision.name}`,
				remedy: "dump ConfigMap cilium-config again, or set spec.ipamMode",
				severity: "warning",
			}),
		};
	}),
};
