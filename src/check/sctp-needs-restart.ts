import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";

export const sctpNeedsRestart: Check = {
	id: "sctp-needs-restart",
	severity: "info",
	description:
		"enable-sctp of cilium-config changes, which the agents read only when they start, and nothing rolls them.",
	remediation:
		"restart the agents once it is applied: kubectl -n kube-system rollout restart daemonset/cilium",
	check: forEachCluster(({ cluster, sctp: { value } }) => {
		if (value === undefined) return [];
		const { ciliumConfig, ciliumTargets } = cluster;
		const wanted = String(value);
		const changed = [
			...(ciliumConfig === undefined ? [] : [ciliumConfig]),
			...ciliumTargets,
		].find(({ data }) => data["enable-sctp"] !== wanted);
		if (changed === undefined && ciliumConfig !== undefined) return [];
		const { item, path } = changed?.source ?? {
			item: cluster.source,
			path: "data",
		};
		const current = changed?.data["enable-sctp"];
		const owner = changed?.isHelmOwned
			? `Helm owns cilium-config and reverts a patch at its next upgrade: set the chart's values sctp.enabled: ${wanted} and rollOutCiliumPods: true instead`
			: "where Helm owns cilium-config, set the chart's values sctp.enabled and rollOutCiliumPods instead of the patch";
		return [
			{
				message: `enable-sctp of cluster ${cluster.name} goes from ${current === undefined ? "unset" : JSON.stringify(current)} to "${wanted}"; ${owner}`,
				item,
				field: joinPath(path, "enable-sctp"),
				...(current === undefined ? {} : { currentValue: current }),
				proposedValue: wanted,
			},
		];
	}),
};
