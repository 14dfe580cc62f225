import { fieldPath } from "../group/cluster.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

export const nextHopShared: Check = {
	id: "next-hop-shared",
	severity: "error",
	description: "Two nodes with routes have the same next hop.",
	why: "An address belongs to one machine, so the pods of one of the two can't be reached: their traffic goes to the other node, which forwards and masquerades it, so that the wrong route half-works. It happens when an address is given to a new machine while the Node of the old one is still there.",
	remediation:
		"delete the Node that is gone, or correct the address of the one that is wrong",
	example: "nodes worker-1 and worker-2 both have the next hop 192.168.0.1",
	check: forEachCluster((plan) => {
		if (haveHopsOfTheirOwn(plan)) return [];
		const holders = new Map<string, string>();
		const findings: Omit<Finding, "cluster">[] = [];
		for (const { node, routes } of plan.nodes) {
			// A node has one next hop a family, and its routes come by family.
			let before: string | undefined;
			for (const { nextHop } of routes) {
				if (nextHop === before) continue;
				before = nextHop;
				const holder = holders.get(nextHop);
				if (holder === undefined) {
					holders.set(nextHop, node.name);
					continue;
				}
				findings.push({
					message: `nodes ${holder} and ${node.name} both have the next hop ${nextHop}`,
					item: node.source.item,
					field: fieldPath(node.source, "addresses"),
					currentValue: nextHop,
				});
			}
		}
		return findings;
	}),
};

/** True when each route has a next hop of its own, as it mostly is. */
function haveHopsOfTheirOwn({
	routes,
	unusualNodes,
	plain,
}: ClusterPlan): boolean {
	if (unusualNodes.length === 0 && plain.haveDistinctHops) return true;
	return new Set(routes.map(({ nextHop }) => nextHop)).size === routes.length;
}
