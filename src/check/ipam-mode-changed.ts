import { type Check, forEachCluster } from "./check.ts";

export const ipamModeChanged: Check = {
	id: "ipam-mode-changed",
	severity: "warning",
	description:
		"The earlier AviRouteTables were made in another IPAM mode, so the routes now come from another field.",
	why: "A change of cilium-config reaches a node when its agent restarts, and its pods keep their addresses until they are recreated. Until then the pod CIDRs of the old mode are the right ones for that node. Cilium does not support changing the mode of a running cluster.",
	remediation:
		"make sure that every node runs in the new mode before this is applied",
	example:
		"cluster prod goes from IPAM mode kubernetes to cluster-pool: its routes now come from CiliumNode.spec.ipam.podCIDRs",
	hides: ["too-many-changed-routes"],
	check: forEachCluster(({ cluster, earlier, decision: { mode } }) => {
		const before = earlier?.source?.ipamMode;
		if (before === undefined || mode === undefined || before === mode.name)
			return undefined;
		return {
			message: `cluster ${cluster.name} goes from IPAM mode ${before} to ${mode.name}: its routes now come from ${mode.fieldName}`,
			item: earlier?.items[0],
			field: "spec.source.ipamMode",
			currentValue: before,
			proposedValue: mode.name,
		};
	}),
};
