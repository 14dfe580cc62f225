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
		const edited = cluster.akoTargets.find(
			({ data }) => (data.cniPlugin ?? "") !== ako.cniPlugin,
		);
		const isLiveOther =
			liveAko !== undefined && liveAko.cniPlugin !== ako.cniPlugin;
		const source =
			edited?.source ?? (isLiveOther ? cluster.akoConfig?.source : undefined);
		if (source === undefined) return [];
		const from = JSON.stringify(
			edited?.data.cniPlugin ?? liveAko?.cniPlugin ?? "",
		);
		const message = `cniPlugin of cluster ${cluster.name} goes from ${from} to ${JSON.stringify(ako.cniPlugin)}, which AKO reads only when it starts`;
		return [
			{
				message,
				item: source.item,
				field: `${source.path}.cniPlugin`,
				currentValue: JSON.parse(from),
				proposedValue: ako.cniPlugin,
			},
		];
	}),
};
