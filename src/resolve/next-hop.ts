import type { NodeSnapshot } from "../group/cluster.ts";
import { type Address, type Family, parseAddress } from "../ip/address.ts";
import { holdsAddress } from "../ip/prefix.ts";
import type { ClusterConfig, IpFamily } from "../read/config.ts";

/** The address of a node for each family that is routed and that the node has. */
export type NextHops = Readonly<Hops>;

type Hops = { [F in Family]?: Extract<Address, { family: F }> };

/** The families that get routes. */
export function familiesOf(ipFamily: IpFamily): readonly Family[] {
	return ipFamily === "V4_V6" ? ["V4", "V6"] : [ipFamily];
}

/** AKO's choice: the first InternalIP of each enabled family, in the order of status.addresses. */
export const AKO_NEXT_HOP: ClusterConfig["nextHop"] = {
	addressType: "InternalIP",
	cidrs: [],
};

/** True when the configuration asks for what AKO does. */
export function isFirstInternalIP({
	addressType,
	cidrs,
}: ClusterConfig["nextHop"]): boolean {
	return addressType === AKO_NEXT_HOP.addressType && cidrs.length === 0;
}

/** The first address of the wanted type and families that lies in one of the networks (in any, when there are none). */
export function nextHopsOf(
	node: NodeSnapshot,
	families: readonly Family[],
	{ addressType, cidrs }: ClusterConfig["nextHop"],
): NextHops {
	let first: Address | undefined;
	let other: Address | undefined;
	const { addresses = [] } = node;
	for (let i = 0; i < addresses.length; i++) {
		const entry = addresses[i];
		if (entry?.type !== addressType) continue;
		const address = parseAddress(entry.address);
		if (address === undefined || !families.includes(address.family)) continue;
		const isWanted =
			cidrs.length === 0 || cidrs.some((cidr) => holdsAddress(cidr, address));
		if (!isWanted) continue;
		if (first === undefined) first = address;
		else if (address.family !== first.family) other ??= address;
	}
	return hopsOf(first, other);
}

/** The addresses by family, in their order. */
function hopsOf(first?: Address, other?: Address): NextHops {
	if (first === undefined) return {};
	const hops: Hops = first.family === "V4" ? { V4: first } : { V6: first };
	if (other?.family === "V4") hops.V4 = other;
	if (other?.family === "V6") hops.V6 = other;
	return hops;
}
