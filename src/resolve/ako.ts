import type { IpFamily } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { isGoInteger } from "../text/go-text.ts";
import { isAkoIPv4CIDR, isAkoIPv6CIDR } from "./ako-text.ts";
import type { CIDRProblem, IpamMode } from "./ipam-mode.ts";
import {
	akoNextHop,
	familiesOf,
	hasNextHop,
	type NextHops,
	nextHopsOf,
	readAddresses,
} from "./next-hop.ts";
import type { PodCIDR } from "./pod-cidr.ts";
import {
	ciliumNodeOf,
	type DropReason,
	keepFirst,
	type NodeRoutes,
	routesTo,
} from "./routes.ts";

/**
 * What AKO programs when it starts (internal/nodes/avi_vrf_translator.go, BuildVRFGraph): nodes in name order; a node
 * gets no routes when it has no address, a bad CIDR, or a network address that an earlier node has (compared as
 * text). Nodes must be sorted by name.
 */
export function resolveAsAko(
	cluster: Cluster,
	mode: IpamMode,
	ipFamily: IpFamily,
): readonly NodeRoutes[] {
	const families = familiesOf(ipFamily);
	const choice = akoNextHop(cluster.versions.ako);
	const holders = new Map<string, string>();
	let areCanonical = true;
	const nodes = cluster.nodes.map((node): NodeRoutes => {
		const ciliumNode = ciliumNodeOf(cluster, node);
		const addresses = readAddresses(node);
		const nextHops = nextHopsOf(addresses, families, choice);
		const { podCIDRs, problem } = mode.podCIDRs(node, ciliumNode);
		const taken = takenOf(podCIDRs, nextHops);
		const dropped =
			dropReason(nextHops, problem, podCIDRs) ?? collision(taken, holders);
		const routes = dropped === undefined ? routesTo(taken, nextHops) : [];
		if (dropped === undefined)
			for (let i = 0; i < taken.length; i++) {
				const cidr = taken[i] as PodCIDR;
				holders.set(addressOf(cidr), node.name);
				if (cidr.text !== cidr.prefix?.text) areCanonical = false;
			}
		// A literal with all fields is much faster than a copy of another object.
		return {
			node,
			ciliumNode,
			addresses,
			nextHops,
			podCIDRs,
			problem,
			routes,
			dropped,
		};
	});
	// AKO compares texts: it programs a network twice only when the spelling differs.
	return areCanonical ? nodes : keepFirst(nodes);
}

/** The errors with which AKO gives up on a node, in the order in which it meets them. */
function dropReason(
	nextHops: NextHops,
	problem: CIDRProblem | undefined,
	podCIDRs: readonly PodCIDR[],
): DropReason | undefined {
	if (!hasNextHop(nextHops)) return { kind: "no-next-hop" };
	if (problem !== undefined) return { kind: problem.kind };
	for (let i = 0; i < podCIDRs.length; i++)
		if (!isPair(podCIDRs[i] as PodCIDR)) return { kind: "bad-pod-cidr" };
	return undefined;
}

/** True for two parts with a slash between them, the second one a number, as in every network. */
function isPair({ prefix, text }: PodCIDR): boolean {
	if (prefix !== undefined) return true;
	const [, length, ...more] = text.split("/");
	return length !== undefined && more.length === 0 && isGoInteger(length);
}

/** The CIDRs that AKO makes routes of: usually all. */
function takenOf(
	podCIDRs: readonly PodCIDR[],
	nextHops: NextHops,
): readonly PodCIDR[] {
	for (let i = 0; i < podCIDRs.length; i++)
		if (!isTaken(podCIDRs[i] as PodCIDR, nextHops))
			return podCIDRs.filter((cidr) => isTaken(cidr, nextHops));
	return podCIDRs;
}

/** True when AKO makes a route of the CIDR: its family has a next hop and it looks like a CIDR. */
function isTaken({ prefix, text }: PodCIDR, { V4, V6 }: NextHops): boolean {
	// A parsed IPv4 network always matches AKO's pattern.
	if (prefix?.family === "V4") return V4 !== undefined;
	return (
		(V4 !== undefined && isAkoIPv4CIDR(text)) ||
		(V6 !== undefined && isAkoIPv6CIDR(text))
	);
}

/** The first node that holds one of the addresses. */
function collision(
	taken: readonly PodCIDR[],
	holders: ReadonlyMap<string, string>,
): DropReason | undefined {
	for (let i = 0; i < taken.length; i++) {
		const holder = holders.get(addressOf(taken[i] as PodCIDR));
		if (holder !== undefined) return { kind: "collision", holder };
	}
	return undefined;
}

/** The text before the slash. */
function addressOf({ text }: PodCIDR): string {
	return text.slice(0, text.indexOf("/"));
}
