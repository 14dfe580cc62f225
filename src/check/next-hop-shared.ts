import { addTo } from "../krm/group-by.ts";
import { fieldOf, type NodeSnapshot } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine, shareOf } from "./combine.ts";

export const nextHopShared: Check = {
	id: "next-hop-shared",
	severity: "error",
	description: "Two nodes with routes have the same next hop.",
	why: "An address belongs to one machine, so the pods of one of the two can't be reached: their traffic goes to the other node, which forwards and masquerades it, so that the wrong route half-works. It happens when an address is given to a new machine while the Node of the old one is still there, and where every machine has the same address on its first network, as behind VirtualBox's NAT (10.0.2.15).",
	remediation:
		"delete the Node if its machine is gone; if all run, let each report an address of its own (kubelet --node-ip), or have spec.nextHop.cidrs pick it, with routeOwner GitOps",
	example: "nodes worker-1 and worker-2 both have the next hop 192.168.0.1",
	check: forEachCluster((plan) => {
		const among = amongRoutedNodes(plan);
		return [...holdersOf(plan)].flatMap(([nextHop, [holder, ...others]]) => {
			if (holder === undefined || others.length === 0) return [];
			const found = others.map(({ name, source }) => ({
				name,
				message: `nodes ${holder.name} and ${name} both have the next hop ${nextHop}`,
				...fieldOf(source, "addresses"),
				currentValue: nextHop,
			}));
			const share = shareOf(others.length + 1, among);
			return combine(found, among, ({ names }) => ({
				message: `${share} of cluster ${plan.cluster.name} have the next hop ${nextHop}: ${holder.name}, ${names}`,
			}));
		});
	}),
};

/** The nodes of each next hop. */
function holdersOf({ nodes }: ClusterPlan): Map<string, NodeSnapshot[]> {
	const holders = new Map<string, NodeSnapshot[]>();
	for (const { node, routes } of nodes)
		for (const { nextHop } of routes)
			if (holders.get(nextHop)?.at(-1) !== node) addTo(holders, nextHop, node);
	return holders;
}
