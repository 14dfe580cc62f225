import { fieldPath } from "../group/cluster.ts";
import { type Check, forEachCluster } from "./check.ts";

export const nextHopShared: Check = {
	id: "next-hop-shared",
	severity: "error",
	description: "Two nodes with routes have the same next hop.",
	why: "An address belongs to one machine, so the pods of one of the two can't be reached: their traffic goes to the other node, which forwards and masquerades it, so that the wrong route half-works. It happens when an address is given to a new machine while the Node of the old one is still there.",
	remediation:
		"delete the Node that is gone, or correct the address of the one that is wrong",
	example: "nodes worker-1 and worker-2 both have the next hop 192.168.0.1",
	check: forEachCluster(({ nodes }) => {
		const holders = new Map<string, string>();
		return nodes.flatMap(({ node, routes }) => {
			const [only] = routes;
			const hops =
				routes.length === 1 && only !== undefined
					? [only.nextHop]
					: [...new Set(routes.map(({ nextHop }) => nextHop))];
			return hops.flatMap((hop) => {
				const holder = holders.get(hop) ?? node.name;
				holders.set(hop, holder);
				if (holder === node.name) return [];
				return [
					{
						message: `nodes ${holder} and ${node.name} both have the next hop ${hop}`,
						item: node.source.item,
						field: fieldPath(node.source, "addresses"),
						currentValue: hop,
					},
				];
			});
		});
	}),
};
