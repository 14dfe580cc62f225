import type { Prefix } from "../ip/prefix.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/routes.ts";

/** A network with the node that claims it. */
export interface ClaimedPrefix {
	readonly prefix: Prefix;
	readonly node: string;
	readonly cidr: PodCIDR;
}

/** Every network of the routed families that a node claims, by node name. */
export function claimedPrefixes({
	nodes,
	ipFamily,
}: ClusterPlan): ClaimedPrefix[] {
	const families = familiesOf(ipFamily);
	return nodes.flatMap(({ node, podCIDRs }) =>
		podCIDRs.flatMap((cidr) => {
			const prefix = cidr.written?.prefix;
			return prefix === undefined || !families.includes(prefix.family)
				? []
				: [{ prefix, node: node.name, cidr }];
		}),
	);
}
