import { fieldOf, type NodeSnapshot } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { Route } from "../resolve/routes.ts";
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
		return holdersOf(plan).flatMap(([nextHop, [holder, ...others]]) => {
			if (holder === undefined) return [];
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

/** The nodes of each next hop that several nodes have. */
function holdersOf({ nodes, routes }: ClusterPlan) {
	const shared = sharedHops(routes);
	const holders = new Map<string, Set<NodeSnapshot>>();
	if (shared.size === 0) return [];
	for (const { node, routes: own } of nodes)
		for (const { nextHop } of own)
			if (shared.has(nextHop))
				holders.set(nextHop, (holders.get(nextHop) ?? new Set()).add(node));
	return [...holders].map(([nextHop, own]) => [nextHop, [...own]] as const);
}

/** The next hops of routes to different nodes. */
function sharedHops(routes: readonly Route[]): ReadonlySet<string> {
	const holders = new Map<string, string>();
	const shared = new Set<string>();
	routes.forEach(({ nextHop, node }) => {
		const holder = holders.get(nextHop);
		if (holder === undefined) holders.set(nextHop, node);
		else if (holder !== node) shared.add(nextHop);
	});
	return shared;
}
