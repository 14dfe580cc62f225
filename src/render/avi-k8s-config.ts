import type { ClusterPlan } from "../plan/plan.ts";
import { type Edit, editData } from "./edit.ts";

/** The edits of an avi-k8s-config that is desired state. The names in it are never touched. */
export function editAviK8sConfig({ cluster, ako }: ClusterPlan): Edit[] {
	if (ako === undefined) return [];
	const { cniPlugin, disableStaticRouteSync, ipFamily } = ako;
	return cluster.akoTargets.flatMap(({ source: { item }, data }) => {
		const current = (data.cniPlugin ?? "").toLowerCase();
		// Another CNI's plugin is reported by ako-target-mismatch and stays.
		if (current !== "" && current !== "cilium") return [];
		return editData(
			{ item, data, cluster: cluster.name },
			{
				// An absent key is as good as an empty one.
				...(current === cniPlugin ? {} : { cniPlugin }),
				...(disableStaticRouteSync === undefined
					? {}
					: { disableStaticRouteSync }),
				...(ipFamily === undefined ? {} : { ipFamily }),
			},
		);
	});
}
