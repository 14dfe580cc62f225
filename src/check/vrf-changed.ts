import { type Check, forEachCluster } from "./check.ts";
import { vrfText } from "./sharing.ts";

export const vrfChanged: Check = {
	id: "vrf-changed",
	severity: "error",
	description:
		"All routes that an earlier run emitted move to another VRF context, because AKO's settings are no longer known. A warning when they are known and name the other VRF.",
	why: "AKO's settings say which VRF holds a cluster's routes. Without them the default is taken, and a dump that went missing would take every route out of the VRF in which Avi's Service Engines look for it.",
	remediation:
		"put avi-k8s-config back into the snapshot, or set spec.vrfContext",
	example:
		"all routes of cluster prod (4) would move from VRF global of cloud vcenter, tenant admin to VRF global of cloud Default-Cloud, tenant admin, and AKO's settings are no longer known",
	check: forEachCluster(({ cluster, earlier, vrfContext, routes }) => {
		if (earlier?.vrfContext === undefined) return undefined;
		const from = vrfText({ vrfContext: earlier.vrfContext });
		const to = vrfText({ vrfContext });
		const count = earlier.routes.length;
		if (from === to || count === 0 || routes.length === 0) return undefined;
		const { akoConfig, akoTargets, config } = cluster;
		const areSettingsKnown =
			akoConfig !== undefined ||
			akoTargets.length > 0 ||
			Object.keys(config.vrfContext).length > 0;
		const what = `all routes of cluster ${cluster.name} (${count})`;
		const place = { item: earlier.items[0], field: "spec.vrfContext" };
		return areSettingsKnown
			? {
					...place,
					severity: "warning",
					message: `${what} move from ${from} to ${to}`,
					remedy:
						"make sure that AKO and the Service Engines use that VRF once this is applied",
				}
			: {
					...place,
					message: `${what} would move from ${from} to ${to}, and AKO's settings are no longer known`,
				};
	}),
};
