import { liveSettings } from "../group/targets/config-map.ts";
import { type Check, forEachCluster } from "./check.ts";

export const akoNeedsRestart: Check = {
	id: "ako-needs-restart",
	severity: "info",
	description:
		"The desired cniPlugin is not the one that AKO runs with. AKO reads it from its environment at start only, and its chart does not roll the pods.",
	remediation:
		"restart AKO once the change is applied: kubectl -n avi-system rollout restart statefulset/ako",
	check: forEachCluster(({ cluster, ako, liveAko }) => {
		if (ako === undefined) return [];
		const live =
			cluster.akoConfig === undefined ? [] : [liveSettings(cluster.akoConfig)];
		const isLiveRight = liveAko?.cniPlugin === ako.cniPlugin;
		// What runs counts; without a snapshot of it, what it was told to run with.
		const from = (liveAko === undefined ? cluster.akoTargets : live).find(
			({ values }) => (values.cniPlugin ?? "").toLowerCase() !== ako.cniPlugin,
		);
		if (isLiveRight || from === undefined) return [];
		const current = from.values.cniPlugin ?? "";
		const message = `cniPlugin of cluster ${cluster.name} goes from ${JSON.stringify(current)} to ${JSON.stringify(ako.cniPlugin)}, which AKO reads only when it starts`;
		return [
			{
				message,
				item: from.item,
				field: from.field("cniPlugin"),
				currentValue: current,
				proposedValue: ako.cniPlugin,
			},
		];
	}),
};
