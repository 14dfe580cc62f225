import type { ClusterPlan } from "../plan/plan.ts";
import { type Edit, editSettings } from "./edit.ts";

/** The edits of Cilium targets. With `sctp: Enabled` a chart also restarts the agents. */
export function editCilium({ cluster, sctp: { value } }: ClusterPlan): Edit[] {
	if (value === undefined) return [];
	const rollOut = cluster.config.sctp === "Enabled" ? { rollOut: "true" } : {};
	return cluster.ciliumTargets.flatMap((target) =>
		editSettings(target, { sctp: String(value), ...rollOut }, cluster.name),
	);
}
