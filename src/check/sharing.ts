import type { Cluster } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import { groupBy } from "../krm/group-by.ts";
import { compareText } from "../krm/order.ts";
import type { ClusterPlan } from "../plan/plan.ts";

/**
 * The groups of clusters that share something of one Avi Controller, by name; `whatOf` names it, and returns
 * undefined for a cluster without it.
 */
export function sharing(
	plans: readonly ClusterPlan[],
	whatOf: (plan: ClusterPlan) => string | undefined,
): ClusterPlan[][] {
	return groupsOf(plans, whatOf).filter((group) => group.length > 1);
}

/**
 * The clusters grouped by what they share on one Avi Controller, by name. Unless two different controllers are known,
 * all clusters count as on one.
 */
export function groupsOf(
	plans: readonly ClusterPlan[],
	whatOf: (plan: ClusterPlan) => string | undefined,
): ClusterPlan[][] {
	const controllers = new Set(
		plans.flatMap(({ cluster }) => controllerOf(cluster) ?? []),
	);
	const keyOf = (plan: ClusterPlan) => {
		const controller = controllers.size > 1 ? controllerOf(plan.cluster) : "";
		return `${controller}\n${whatOf(plan)}`;
	};
	const known = plans.filter((plan) => whatOf(plan) !== undefined);
	return [...groupBy(known, keyOf).values()].map((group) =>
		group.sort((a, b) => compareText(a.cluster.name, b.cluster.name)),
	);
}

const controllerOf = (cluster: Cluster) =>
	akoSetting(cluster, "controllerIP")?.value.toLowerCase();

/** The VRF context in words. */
export function vrfText({
	vrfContext: { name, cloud, tenant },
}: Pick<ClusterPlan, "vrfContext">): string {
	return `VRF ${name} of cloud ${cloud}, tenant ${tenant}`;
}

/** Identifies a VRF context, as far as known: each T1 router of an NSX-T cloud has its own. */
export function vrfOf(plan: ClusterPlan): string {
	const { unknown } = plan.vrf;
	const { cloud, tenant } = plan.vrfContext;
	return unknown?.key === "nsxtT1LR"
		? `the VRF of ${unknown.decidedBy} of cloud ${cloud}, tenant ${tenant}`
		: vrfText(plan);
}
