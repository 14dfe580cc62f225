import type { ClusterPlan } from "../plan/plan.ts";
import { type Edit, editSettings } from "./edit.ts";

/** The edits of what installs Cilium. With `sctp: Enabled` a chart also rolls the agents by itself. */
export function editCilium({ cluster, sctp: { value } }: ClusterPlan): Edit[] {
	if (value === undefined) return [];
	const rollOut = cluster.config.sctp === "Enabled" ? { rollOut: "true" } : {};
	return cluster.ciliumTargets.flatMap((target) =>
		editSettings(target, { sctp: String(value), ...rollOut }, cluster.name),
	);
}
