import type { ClusterConfig, IpFamily } from "../config/config.ts";
import { type Address, parseAddress } from "../ip/address.ts";
import { FAMILIES, type Family } from "../ip/bits.ts";
import { isInOneOf } from "../ip/prefix.ts";
import { specialUse } from "../ip/special-use.ts";
import type { NodeSnapshot } from "../model/lists.ts";
import { isBefore, parseVersion } from "./version.ts";

/** A parsed entry of a node's addresses. */
export interface NodeAddress {
	readonly type: string;
	/** The text as written. */
	readonly text: string;
	readonly node: string;
	/** Undefined when the text is not an IP address, as for type Hostname. */
	readonly address: Address | undefined;
}

/** An InternalIP or ExternalIP of a node. */
export type NodeIP = NodeAddress & { readonly address: Address };

/** The addresses of a node, in its order. */
export function readAddresses({
	name: node,
	addresses = [],
}: NodeSnapshot): readonly NodeAddress[] {
	return addresses.map(({ type, address: text }) => ({
		type,
		text,
		node,
		address: parseAddress(text),
	}));
}

/** The InternalIPs and ExternalIPs of nodes. */
export function nodeIPs(
	nodes: readonly { readonly addresses: readonly NodeAddress[] }[],
): NodeIP[] {
	const ips: NodeIP[] = [];
	nodes.forEach(({ addresses }) => {
		for (let i = 0; i < addresses.length; i++) {
			const one = addresses[i] as NodeAddress;
			if (isIP(one)) ips.push(one);
		}
	});
	return ips;
}

function isIP(one: NodeAddress): one is NodeIP {
	return (
		one.address !== undefined &&
		(one.type === "InternalIP" || one.type === "ExternalIP")
	);
}

/** The next hop of a node for each routed family in which it has an address. */
export type NextHops = Readonly<Partial<Record<Family, Address | undefined>>>;

/** The families that get routes. */
export function familiesOf(ipFamily: IpFamily): readonly Family[] {
	return ipFamily === "V4_V6" ? FAMILIES : [ipFamily];
}

/** Which address of a node is its next hop. */
export type NextHopChoice = ClusterConfig["nextHop"] & {
	/** Which one of several addresses of a family; the first when absent. */
	readonly pick?: "first" | "last";
	/** True when a link-local address and its like can't be the next hop; AKO accepts those. */
	readonly skipsSpecialUse?: true;
};

/** AKO's usual choice: the first InternalIP of each enabled family, in the order of status.addresses. */
const AKO_NEXT_HOP: NextHopChoice = { addressType: "InternalIP", cidrs: [] };

/** The choice when the files own the routes: as configured, without addresses of special use. */
export function configuredNextHop({
	nextHop,
}: Pick<ClusterConfig, "nextHop">): NextHopChoice {
	return { ...nextHop, skipsSpecialUse: true };
}

/**
 * The releases of AKO that take the last InternalIP (GetIPFromNode in internal/lib/lib.go), as ranges of the first one
 * and the first one after it. The fix in 1.9.2 never came to 1.10.
 */
const TAKE_THE_LAST = [
	{ from: [1, 9, 0], to: [1, 9, 2] },
	{ from: [1, 10, 0], to: [1, 11, 0] },
] as const;

/** AKO's choice in its version; an unknown version counts as a new one. */
export function akoNextHop(akoVersion: string | undefined): NextHopChoice {
	const version = parseVersion(akoVersion ?? "");
	const takesLast = TAKE_THE_LAST.some(
		({ from, to }) =>
			version !== undefined &&
			!isBefore(version, from) &&
			isBefore(version, to),
	);
	return takesLast ? { ...AKO_NEXT_HOP, pick: "last" } : AKO_NEXT_HOP;
}

/**
 * The first (or last) address of each family, of the wanted type and in one of the networks (in any, when there are
 * none).
 */
export function nextHopsOf(
	addresses: readonly NodeAddress[],
	families: readonly Family[],
	choice: NextHopChoice,
): NextHops {
	const isLast = choice.pick === "last";
	let V4: Address | undefined;
	let V6: Address | undefined;
	for (let i = 0; i < addresses.length; i++) {
		const { type, address } = addresses[i] as NodeAddress;
		if (address === undefined || !isChosen(type, address, choice)) continue;
		if (!families.includes(address.family)) continue;
		if (address.family === "V4") V4 = isLast ? address : (V4 ?? address);
		else V6 = isLast ? address : (V6 ?? address);
	}
	return { V4, V6 };
}

function isChosen(
	type: string,
	address: Address,
	{ addressType, cidrs, skipsSpecialUse }: NextHopChoice,
): boolean {
	return (
		type === addressType &&
		(cidrs.length === 0 || isInOneOf(cidrs, address)) &&
		!(skipsSpecialUse && specialUse(address) !== undefined)
	);
}

/** True when there is a next hop of any family. */
export function hasNextHop({ V4, V6 }: NextHops): boolean {
	return V4 !== undefined || V6 !== undefined;
}
