import { fieldPath } from "../group/cluster.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

export const nextHopShared: Check = {
	id: "next-hop-shared",
	severity: "error",
	description: "Two nodes with routes have the same next hop.",
	why: "An address belongs to one machine, so the pods of one of the two can't be reached: their traffic goes to the other node, which forwards and masquerades it, so that the wrong route half-works. It happens when an address is given to a new machine while the Node of the old one is still there.",
	remediation:
		"delete the Node that is gone, or correct the address of the one that is wrong",
	example: "nodes worker-1 and worker-2 both have the next hop 192.168.0.1",
	check: forEachCluster(({ nodes }) => {
		if (haveHopsOfTheirOwn(nodes)) return [];
		const holders = new Map<string, string>();
		const findings: Omit<Finding, "cluster">[] = [];
		for (const { node, routes } of nodes) {
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

/** True when every node with a route has one, and no other node has its next hop: as it mostly is. */
function haveHopsOfTheirOwn(nodes: readonly NodeRoutes[]): boolean {
	const hops = new Set<string>();
	let count = 0;
	const haveOneRoute = nodes.every(({ routes }) => {
		const first = routes[0];
		if (first === undefined) return true;
		hops.add(first.nextHop);
		count++;
		return routes.length === 1;
	});
	return haveOneRoute && hops.size === count;
}
