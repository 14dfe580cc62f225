import { ipv4Size, type Prefix } from "../ip/prefix.ts";
import type { IpFamily } from "../read/config.ts";
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

/** How claims lie to each other, as far as one look at each of them tells. */
export interface Spread {
	/** The first and last address of all IPv4 networks, as numbers; Infinity and -Infinity when there are none. */
	readonly first: number;
	readonly last: number;
	/** True when all networks of a family have the same length, as they mostly do: such ones are the same or apart. */
	readonly isOfOneLength: boolean;
	readonly hasIPv6: boolean;
}

/** Takes one look at each claim. */
export function spreadOf(claims: readonly ClaimedPrefix[]): Spread {
	let first = Number.POSITIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	let v4: number | undefined;
	let v6: number | undefined;
	let isOfOneLength = true;
	for (const { prefix } of claims) {
		const { value, length } = prefix;
		if (value === undefined) {
			v6 ??= length;
			if (length !== v6) isOfOneLength = false;
			continue;
		}
		v4 ??= length;
		if (length !== v4) isOfOneLength = false;
		if (value < first) first = value;
		const end = value + ipv4Size(length) - 1;
		if (end > last) last = end;
	}
	return { first, last, isOfOneLength, hasIPv6: v6 !== undefined };
}
