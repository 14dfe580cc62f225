import type { ClusterPlan } from "../plan/plan.ts";
import { type Edit, editData } from "./edit.ts";

/** The edits of a cilium-config that is desired state. */
export function editCiliumConfig({
	cluster,
	sctp: { value },
}: ClusterPlan): Edit[] {
	if (value === undefined) return [];
	return cluster.ciliumTargets.flatMap(({ source: { item }, data }) =>
		editData(
			{ item, data, cluster: cluster.name },
			{ "enable-sctp": String(value) },
		),
	);
}
