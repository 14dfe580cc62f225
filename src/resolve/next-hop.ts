import type { ClusterConfig, IpFamily } from "../config/config.ts";
import type { NodeSnapshot } from "../group/cluster.ts";
import { type Address, parseAddress } from "../ip/address.ts";
import type { Family } from "../ip/bits.ts";
import { isLinkLocal } from "../ip/link-local.ts";
import { holdsAddress } from "../ip/prefix.ts";
import { isBefore, parseVersion } from "./version.ts";

/** An address of a node that is one, and may be a next hop. */
export interface NodeIP {
	readonly type: ClusterConfig["nextHop"]["addressType"];
	readonly address: Address;
	/** The text of it in the snapshot. */
	readonly written: string;
	readonly node: string;
}

/** The InternalIPs and ExternalIPs of a node, in its order. */
export function nodeIPs({ name, addresses = [] }: NodeSnapshot): NodeIP[] {
	const ips: NodeIP[] = [];
	for (const { type, address: written } of addresses) {
		if (type !== "InternalIP" && type !== "ExternalIP") continue;
		const address = parseAddress(written);
		if (address !== undefined) ips.push({ type, address, written, node: name });
	}
	return ips;
}

/** The address of a node for each family that is routed and that the node has. */
export type NextHops = Readonly<Partial<Record<Family, Address>>>;

/** The families that get routes. */
export function familiesOf(ipFamily: IpFamily): readonly Family[] {
	return ipFamily === "V4_V6" ? ["V4", "V6"] : [ipFamily];
}

/** Which address of a node is its next hop. */
export type NextHopChoice = ClusterConfig["nextHop"] & {
	/** Which one of several of a family; the first when absent. */
	readonly pick?: "first" | "last";
	/** True when an address that is good on one link only is no next hop; AKO takes those too. */
	readonly skipsLinkLocal?: true;
};

/** AKO's choice since 1.9.2: the first InternalIP of each enabled family, in the order of status.addresses. */
const AKO_NEXT_HOP: NextHopChoice = { addressType: "InternalIP", cidrs: [] };

/** The choice of routes that the files own: what is configured, of the addresses that another machine can reach. */
export function configuredNextHop({
	nextHop,
}: Pick<ClusterConfig, "nextHop">): NextHopChoice {
	return { ...nextHop, skipsLinkLocal: true };
}

/** Up to AKO 1.9.1 the last InternalIP won (GetIPFromNode in internal/lib/lib.go of AKO). */
const LAST_WITH_LAST_ADDRESS = [1, 9, 1] as const;

/** AKO's choice in its version; an unknown version counts as a new one. */
export function akoNextHop(akoVersion: string | undefined): NextHopChoice {
	const version = parseVersion(akoVersion ?? "");
	const isOld =
		version !== undefined && !isBefore(LAST_WITH_LAST_ADDRESS, version);
	return isOld ? { ...AKO_NEXT_HOP, pick: "last" } : AKO_NEXT_HOP;
}

/**
 * The first (or last) address of each family, of the wanted type and in one of the networks (in any, when there are
 * none).
 */
export function nextHopsOf(
	ips: readonly NodeIP[],
	families: readonly Family[],
	{ addressType, cidrs, pick, skipsLinkLocal }: NextHopChoice,
): NextHops {
	let first: Address | undefined;
	let other: Address | undefined;
	for (const { type, address } of ips) {
		if (type !== addressType || !families.includes(address.family)) continue;
		const isWanted =
			cidrs.length === 0 || cidrs.some((cidr) => holdsAddress(cidr, address));
		if (!isWanted || (skipsLinkLocal && isLinkLocal(address))) continue;
		const isLast = pick === "last";
		if (first === undefined || (isLast && address.family === first.family))
			first = address;
		else if (address.family !== first.family && (isLast || !other))
			other = address;
	}
	return hopsOf(first, other);
}

/** The addresses by family, in their order. */
function hopsOf(first?: Address, other?: Address): NextHops {
	if (first === undefined) return {};
	return other === undefined
		? { [first.family]: first }
		: { [first.family]: first, [other.family]: other };
}
