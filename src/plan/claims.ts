import type { IpFamily } from "../config/config.ts";
import type { Prefix } from "../ip/prefix.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/** A pod CIDR that is a network of a routed family: its node claims it. */
export type Claim = PodCIDR & { readonly prefix: Prefix };

/** The claims of all nodes, by node name. */
export function claimsOf(
	nodes: readonly NodeRoutes[],
	ipFamily: IpFamily,
): Claim[] {
	const families = familiesOf(ipFamily);
	const isClaim = (cidr: PodCIDR): cidr is Claim =>
		cidr.prefix !== undefined && families.includes(cidr.prefix.family);
	const claims: Claim[] = [];
	nodes.forEach(({ podCIDRs }) => {
		for (let i = 0; i < podCIDRs.length; i++) {
			const cidr = podCIDRs[i] as PodCIDR;
			if (isClaim(cidr)) claims.push(cidr);
		}
	});
	return claims;
}
