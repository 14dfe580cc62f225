import { type Check, forEachCluster } from "./check.ts";

export const ipamModeUnknown: Check = {
	id: "ipam-mode-unknown",
	severity: "error",
	description:
		"There is no cilium-config and ipamMode is Auto, so nobody knows where the pod CIDRs are.",
	remediation:
		"add ConfigMap kube-system/cilium-config (or spec.ciliumConfig of the ClusterSnapshot), or set spec.ipamMode",
	check: forEachCluster(({ cluster, decision }) => {
		if (decision.from !== "nothing") return [];
		return [
			{
				message: `cluster ${cluster.name} has no cilium-config, so its IPAM mode is unknown`,
				item: cluster.source,
			},
		];
	}),
};
