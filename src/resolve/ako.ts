import type { IpFamily } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { isAkoIPv4CIDR, isAkoIPv6CIDR, isGoInteger } from "./ako-text.ts";
import type { CIDRProblem, IpamMode } from "./ipam-mode.ts";
import {
	akoNextHop,
	familiesOf,
	type NextHops,
	nextHopsOf,
	nodeIPs,
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
 * without an address or with a bad CIDR gets nothing; nor does one with a route whose network address, compared as
 * text, is held already. Nodes must be sorted by name.
 */
export function resolveAsAko(
	cluster: Cluster,
	mode: IpamMode,
	ipFamily: IpFamily,
): readonly NodeRoutes[] {
	const families = familiesOf(ipFamily);
	const choice = akoNextHop(cluster.versions.ako);
	const holders: Holders = new Map();
	const nodes = cluster.nodes.map((node): NodeRoutes => {
		const ciliumNode = ciliumNodeOf(cluster, node);
		const ips = nodeIPs(node);
		const nextHops = nextHopsOf(ips, families, choice);
		const { podCIDRs, problem } = mode.podCIDRs(node, ciliumNode);
		const taken = podCIDRs.filter((cidr) => isTaken(cidr, nextHops));
		const dropped =
			dropReason(nextHops, problem, podCIDRs) ?? collision(taken, holders);
		if (dropped === undefined) {
			for (const cidr of taken) holders.set(addressOf(cidr), node.name);
			const routes = routesTo(taken, node.name, nextHops);
			return { node, ciliumNode, ips, nextHops, podCIDRs, routes };
		}
		const seen = { node, ciliumNode, ips, nextHops, podCIDRs };
		const entry = { ...seen, routes: [], dropped };
		return problem === undefined ? entry : { ...entry, problem };
	});
	return keepFirst(nodes);
}

/** The names of the nodes that hold an address, by `addressOf`. */
type Holders = Map<string, string>;

/** The errors with which AKO gives up on a node, in the order in which it meets them. */
function dropReason(
	nextHops: NextHops,
	problem: CIDRProblem | undefined,
	podCIDRs: readonly PodCIDR[],
): DropReason | undefined {
	if (nextHops.V4 === undefined && nextHops.V6 === undefined)
		return { kind: "no-next-hop" };
	if (problem !== undefined) return { kind: problem.kind };
	for (const cidr of podCIDRs)
		if (!isPlainIPv4(cidr) && !isPair(cidr.text))
			return { kind: "bad-pod-cidr" };
	return undefined;
}

/** True when the text is two parts with one slash between them, the second one a number. */
function isPair(text: string): boolean {
	const slash = text.indexOf("/");
	return (
		slash >= 0 &&
		slash === text.lastIndexOf("/") &&
		isGoInteger(text.slice(slash + 1))
	);
}

/**
 * True for what was read as an IPv4 network. Its text, digits without leading zeros, needs no further look: AKO takes
 * it for an IPv4 CIDR, too, and for no IPv6 one.
 */
function isPlainIPv4({ written }: PodCIDR): boolean {
	return written !== undefined && written.prefix.family === "V4";
}

/** True when AKO makes a route of the CIDR: its family has a next hop and it looks like a CIDR. */
function isTaken(cidr: PodCIDR, nextHops: NextHops): boolean {
	if (isPlainIPv4(cidr)) return nextHops.V4 !== undefined;
	return (
		(nextHops.V4 !== undefined && isAkoIPv4CIDR(cidr.text)) ||
		(nextHops.V6 !== undefined && isAkoIPv6CIDR(cidr.text))
	);
}

function collision(
	taken: readonly PodCIDR[],
	holders: Holders,
): DropReason | undefined {
	for (const cidr of taken) {
		const holder = holders.get(addressOf(cidr));
		if (holder !== undefined) return { kind: "collision", holder };
	}
	return undefined;
}

/** The address as it is written before the slash. */
function addressOf({ text }: PodCIDR): string {
	return text.slice(0, text.indexOf("/"));
}
