import { EDITED_AKO_KEYS, isCiliumPlugin } from "../model/ako-settings.ts";
import { isOwnValue } from "../plan/own-values.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Edit, editSettings } from "./edit.ts";

/** The edits of all targets; none when no mode is decided. */
export const editTargets = (plan: ClusterPlan): Edit[] =>
	plan.decision.mode === undefined
		? []
		: [...editAko(plan), ...editCilium(plan)];

/** The edits of AKO targets. Names of Avi objects are never edited. */
function editAko({ cluster, ako }: ClusterPlan): Edit[] {
	if (ako === undefined) return [];
	return cluster.akoTargets.flatMap((target) => {
		const { unknown, values } = target;
		// Another CNI's plugin is reported by ako-target-mismatch and not edited.
		if (!isCiliumPlugin(values.cniPlugin)) return [];
		// An absent key equals an empty one, unless it may be set where it can't be seen.
		const isRight =
			(values.cniPlugin ?? "").toLowerCase() === ako.cniPlugin &&
			unknown.cniPlugin?.kind !== "elsewhere";
		const edited = EDITED_AKO_KEYS.filter(
			(key) =>
				!(key === "cniPlugin" && isRight) &&
				!isOwnValue(unknown[key], cluster.name),
		);
		const wanted = Object.fromEntries(edited.map((key) => [key, ako[key]]));
		return editSettings(target, wanted, cluster.name);
	});
}

/** The edits of Cilium targets. With `sctp: Enabled` a chart also restarts the agents. */
function editCilium({ cluster, sctp: { value } }: ClusterPlan): Edit[] {
	if (value === undefined) return [];
	const rollOut = cluster.config.sctp === "Enabled" ? { rollOut: "true" } : {};
	return cluster.ciliumTargets.flatMap((target) =>
		editSettings(target, { sctp: String(value), ...rollOut }, cluster.name),
	);
}
