import type { CiliumKey, Target } from "../group/targets/target.ts";
import type { Item } from "../krm/item.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";

export const sctpNeedsRestart: Check = {
	id: "sctp-needs-restart",
	severity: "info",
	description:
		"enable-sctp of cilium-config changes, which the agents read only when they start, and nothing rolls them.",
	remediation:
		"restart the agents once it is applied: kubectl -n kube-system rollout restart daemonset/cilium",
	check: forEachCluster((plan) => {
		const { cluster, sctp } = plan;
		const isBlocked =
			sctp.oldKernels.length > 0 || sctp.oldCilium !== undefined;
		if (sctp.value === undefined || isBlocked) return [];
		const wanted = String(sctp.value);
		const from = changedPlace(plan, wanted);
		if (from === undefined) return [];
		const { item, field, current } = from;
		const message = `enable-sctp of cluster ${cluster.name} goes from ${current === undefined ? "unset" : JSON.stringify(current)} to "${wanted}"${chartAdvice(plan, wanted)}`;
		return [
			{
				message,
				item,
				field,
				...(current === undefined ? {} : { currentValue: current }),
				proposedValue: wanted,
			},
		];
	}),
};

/** Where the switch changes with nothing that rolls the agents; undefined when there is no such place. */
function changedPlace(
	{ cluster }: ClusterPlan,
	wanted: string,
): { item: Item; field: string; current: string | undefined } | undefined {
	const { ciliumConfig, ciliumTargets, source } = cluster;
	if (ciliumTargets.length > 0) {
		const isRolling = (target: Target<CiliumKey>) =>
			target.place("rollOut") !== undefined &&
			(cluster.config.sctp === "Enabled" || target.values.rollOut === "true");
		const target = ciliumTargets.find(
			(candidate) => candidate.values.sctp !== wanted && !isRolling(candidate),
		);
		return target === undefined
			? undefined
			: {
					item: target.item,
					field: target.field("sctp"),
					current: target.values.sctp,
				};
	}
	const current = ciliumConfig?.data["enable-sctp"];
	if (current === wanted) return undefined;
	const { item, path } = ciliumConfig?.source ?? { item: source, path: "data" };
	return { item, field: joinPath(path, "enable-sctp"), current };
}

/** A patch of the rendered ConfigMap is the second best where a chart makes it. */
function chartAdvice(
	{ cluster: { ciliumConfig, ciliumTargets } }: ClusterPlan,
	wanted: string,
): string {
	if (ciliumTargets.length > 0) return "";
	if (ciliumConfig?.isHelmOwned)
		return `; Helm owns cilium-config and reverts a patch at its next upgrade: set the chart's values sctp.enabled: ${wanted} and rollOutCiliumPods: true instead`;
	return "; where Helm owns cilium-config, set the chart's values sctp.enabled and rollOutCiliumPods instead of the patch";
}
