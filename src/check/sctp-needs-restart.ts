import type { CiliumKey, Target } from "../group/targets/target.ts";
import type { Head } from "../krm/item.ts";
import { type ClusterPlan, isCiliumPatched } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";
import { unsetOr } from "./combine.ts";
import { isSctpRefused } from "./sctp.ts";

const restartIn = (namespace: string) =>
	`restart the agents once it is applied: kubectl -n ${namespace} rollout restart daemonset/cilium`;

export const sctpNeedsRestart: Check = {
	id: "sctp-needs-restart",
	severity: "info",
	description:
		"enable-sctp of cilium-config changes, which the agents read only when they start, and nothing rolls them.",
	why: "Cilium agents read cilium-config when they start. Helm's rollOutCiliumPods puts a checksum of the rendered ConfigMap on the pods, which a patch made after rendering does not change.",
	remediation: restartIn("kube-system"),
	example:
		'enable-sctp of cluster prod goes from "false" to "true"; where Helm owns cilium-config, set the chart\'s values sctp.enabled and rollOutCiliumPods instead of the patch',
	check: forEachCluster((plan) => {
		const { cluster, sctp } = plan;
		if (sctp.value === undefined || isSctpRefused(plan)) return undefined;
		const wanted = String(sctp.value);
		const from = changedSwitch(plan);
		if (from === undefined) return undefined;
		const namespace = cluster.ciliumConfig?.namespace;
		return {
			message: `enable-sctp of cluster ${cluster.name} goes from ${unsetOr(from.currentValue)} to "${wanted}"${chartAdvice(plan, wanted)}`,
			remedy: namespace && restartIn(namespace),
			...from,
			proposedValue: wanted,
		};
	}),
};

/** The agents' default for an absent switch. */
const CILIUM_DEFAULT = "false";

/** A switch that changes, with its current value. */
interface ChangedSwitch {
	readonly item: Head;
	readonly field: string;
	readonly currentValue: string | undefined;
}

/** The switch that changes without anything that restarts the agents; undefined when there is none. */
function changedSwitch(plan: ClusterPlan): ChangedSwitch | undefined {
	const { cluster, sctp } = plan;
	if (cluster.ciliumTargets.length === 0) return patchedSwitch(plan);
	const isRolling = (target: Target<CiliumKey>) =>
		target.place("rollOut") !== undefined &&
		(cluster.config.sctp === "Enabled" || target.values.rollOut === "true");
	const live = cluster.ciliumConfig?.data["enable-sctp"];
	const currentOf = ({ values, unknown }: Target<CiliumKey>) =>
		unknown.sctp === undefined ? values.sctp : live;
	const target = cluster.ciliumTargets.find(
		(candidate) =>
			candidate.place("sctp") !== undefined &&
			(currentOf(candidate) ?? CILIUM_DEFAULT) !== String(sctp.value) &&
			!isRolling(candidate),
	);
	return target && { ...target.where("sctp"), currentValue: currentOf(target) };
}

/** The switch of the live cilium-config that an emitted patch changes; undefined when there is no patch, or no change. */
export function patchedSwitch(plan: ClusterPlan): ChangedSwitch | undefined {
	return isCiliumPatched(plan) ? liveSwitch(plan) : undefined;
}

/** The switch of the live cilium-config where it is not what is wanted. */
export function liveSwitch({
	cluster: { ciliumConfig, source },
	sctp,
}: ClusterPlan): ChangedSwitch | undefined {
	const currentValue = ciliumConfig?.data["enable-sctp"];
	if ((currentValue ?? CILIUM_DEFAULT) === String(sctp.value)) return undefined;
	const { item, path } = ciliumConfig?.source ?? { item: source, path: "data" };
	return { item, field: joinPath(path, "enable-sctp"), currentValue };
}

/** The remedy when a chart creates cilium-config; for a patch over Helm's ConfigMap, helm-owns-cilium-config has it. */
function chartAdvice(
	{ cluster: { ciliumConfig, ciliumTargets } }: ClusterPlan,
	wanted: string,
): string {
	const source = ciliumConfig?.source.item;
	const isEdited = ciliumTargets.some(({ item }) => item === source);
	if (isEdited && ciliumConfig?.owner === "Helm")
		return `; Helm owns cilium-config and reverts the edit at its next upgrade: set the chart's values sctp.enabled: ${wanted} and rollOutCiliumPods: true instead`;
	if (ciliumTargets.length > 0 || ciliumConfig?.owner === "Helm") return "";
	return "; where Helm owns cilium-config, set the chart's values sctp.enabled and rollOutCiliumPods instead of the patch";
}
