import type { ClusterPlan } from "../plan/plan.ts";
import { type Edit, editSettings } from "./edit.ts";

/** The edits of what installs AKO. The names in it are never touched. */
export function editAko({ cluster, ako }: ClusterPlan): Edit[] {
	if (ako === undefined) return [];
	const { cniPlugin, disableStaticRouteSync, ipFamily } = ako;
	return cluster.akoTargets.flatMap((target) => {
		const current = (target.values.cniPlugin ?? "").toLowerCase();
		// Another CNI's plugin is reported by ako-target-mismatch and stays.
		if (current !== "" && current !== "cilium") return [];
		const wanted = {
			// An absent key is as good as an empty one.
			...(cniPlugin === undefined || current === cniPlugin
				? {}
				: { cniPlugin }),
			...(disableStaticRouteSync === undefined
				? {}
				: { disableStaticRouteSync }),
			...(ipFamily === undefined ? {} : { ipFamily }),
		};
		return editSettings(target, wanted, cluster.name);
	});
}
