import type { CiliumKey, Target } from "../group/targets/target.ts";
import type { Head } from "../krm/item.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";
import { isSctpRefused } from "./sctp.ts";

export const sctpNeedsRestart: Check = {
	id: "sctp-needs-restart",
	severity: "info",
	description:
		"enable-sctp of cilium-config changes, which the agents read only when they start, and nothing rolls them.",
	why: "Cilium agents read cilium-config when they start. Helm's rollOutCiliumPods puts a checksum of the rendered ConfigMap on the pods, which a patch made after rendering does not change.",
	remediation:
		"restart the agents once it is applied: kubectl -n kube-system rollout restart daemonset/cilium",
	example:
		'enable-sctp of cluster prod goes from "false" to "true"; where Helm owns cilium-config, set the chart\'s values sctp.enabled and rollOutCiliumPods instead of the patch',
	check: forEachCluster((plan) => {
		const { cluster, sctp } = plan;
		if (sctp.value === undefined || isSctpRefused(plan)) return [];
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

/** What the agents take for a switch that is not there. */
const CILIUM_DEFAULT = "false";

/** Where the switch changes with nothing that rolls the agents; undefined when there is no such place. */
function changedPlace(
	{ cluster }: ClusterPlan,
	wanted: string,
): { item: Head; field: string; current: string | undefined } | undefined {
	const { ciliumConfig, ciliumTargets, source } = cluster;
	if (ciliumTargets.length > 0) {
		const isRolling = (target: Target<CiliumKey>) =>
			target.place("rollOut") !== undefined &&
			(cluster.config.sctp === "Enabled" || target.values.rollOut === "true");
		const target = ciliumTargets.find(
			(candidate) =>
				candidate.place("sctp") !== undefined &&
				(candidate.values.sctp ?? CILIUM_DEFAULT) !== wanted &&
				!isRolling(candidate),
		);
		return target === undefined
			? undefined
			: {
					...target.where("sctp"),
					current: target.values.sctp,
				};
	}
	const current = ciliumConfig?.data["enable-sctp"];
	if ((current ?? CILIUM_DEFAULT) === wanted) return undefined;
	const { item, path } = ciliumConfig?.source ?? { item: source, path: "data" };
	return { item, field: joinPath(path, "enable-sctp"), current };
}

/** A patch of the rendered ConfigMap is the second best where a chart makes it. */
function chartAdvice(
	{ cluster: { ciliumConfig, ciliumTargets } }: ClusterPlan,
	wanted: string,
): string {
	const source = ciliumConfig?.source.item;
	const isEdited = ciliumTargets.some(({ item }) => item === source);
	if (ciliumTargets.length > 0 && !isEdited) return "";
	if (ciliumConfig?.isHelmOwned)
		return `; Helm owns cilium-config and reverts ${isEdited ? "the edit" : "a patch"} at its next upgrade: set the chart's values sctp.enabled: ${wanted} and rollOutCiliumPods: true instead`;
	if (isEdited) return "";
	return "; where Helm owns cilium-config, set the chart's values sctp.enabled and rollOutCiliumPods instead of the patch";
}
