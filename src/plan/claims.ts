import type { IpFamily } from "../config/config.ts";
import type { Prefix } from "../ip/prefix.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/** A network with the node that claims it. */
export interface ClaimedPrefix {
	readonly prefix: Prefix;
	readonly node: string;
	readonly cidr: PodCIDR;
}

/** Every network of the routed families that a node claims, by node name. */
export function claimedPrefixes(
	nodes: readonly NodeRoutes[],
	ipFamily: IpFamily,
): ClaimedPrefix[] {
	const families = familiesOf(ipFamily);
	const claims: ClaimedPrefix[] = [];
	for (const { node, podCIDRs } of nodes)
		for (const cidr of podCIDRs) {
			const prefix = cidr.written?.prefix;
			if (prefix !== undefined && families.includes(prefix.family))
				claims.push({ prefix, node: node.name, cidr });
		}
	return claims;
}
