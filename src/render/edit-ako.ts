import type { AkoKey } from "../group/targets/target.ts";
import { isOwnValue } from "../plan/own-values.ts";
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
		// An absent key is as good as an empty one, but for one that may be set where nobody looks.
		const isRight =
			current === cniPlugin && target.unknown.cniPlugin?.kind !== "elsewhere";
		const wanted = {
			...(cniPlugin === undefined || isRight ? {} : { cniPlugin }),
			...(disableStaticRouteSync === undefined
				? {}
				: { disableStaticRouteSync }),
			...(ipFamily === undefined ? {} : { ipFamily }),
		};
		const isEmitted = (key: string) =>
			isOwnValue(target.unknown[key as AkoKey], cluster.name);
		const edited = Object.entries(wanted).filter(([key]) => !isEmitted(key));
		return editSettings(target, Object.fromEntries(edited), cluster.name);
	});
}
