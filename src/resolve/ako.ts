import type { Cluster } from "../group/cluster.ts";
import type { IpFamily } from "../read/config.ts";
import { isAkoIPv4CIDR, isAkoIPv6CIDR, isGoInteger } from "./ako-text.ts";
import type { CIDRProblem, IpamMode } from "./ipam-mode.ts";
import {
	AKO_NEXT_HOP,
	familiesOf,
	type NextHops,
	nextHopsOf,
} from "./next-hop.ts";
import {
	ciliumNodeOf,
	type DropReason,
	keepFirst,
	type NodeRoutes,
	type PodCIDR,
	readPodCIDRs,
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
): NodeRoutes[] {
	const holders = new Map<string, string>();
	const families = familiesOf(ipFamily);
	const nodes = cluster.nodes.map((node): NodeRoutes => {
		const ciliumNode = ciliumNodeOf(cluster, node);
		const nextHops = nextHopsOf(node, ipFamily, AKO_NEXT_HOP);
		const { podCIDRs, problem } = readPodCIDRs(mode, node, ciliumNode);
		const taken = podCIDRs.filter(({ text }) => isTaken(text, nextHops));
		const dropped =
			dropReason({ nextHops, problem, podCIDRs }) ?? collision(taken, holders);
		const base = { node, ciliumNode, nextHops, podCIDRs };
		if (dropped !== undefined)
			return problem === undefined
				? { ...base, routes: [], dropped }
				: { ...base, problem, routes: [], dropped };
		for (const { text } of taken) holders.set(addressOf(text), node.name);
		const routes = routesTo(taken, node.name, nextHops, families);
		return { node, ciliumNode, nextHops, podCIDRs, routes };
	});
	return keepFirst(nodes);
}

interface Attempt {
	readonly nextHops: NextHops;
	readonly problem: CIDRProblem | undefined;
	readonly podCIDRs: readonly PodCIDR[];
}

/** The errors with which AKO gives up on a node, in the order in which it meets them. */
function dropReason({
	nextHops,
	problem,
	podCIDRs,
}: Attempt): DropReason | undefined {
	if (nextHops.V4 === undefined && nextHops.V6 === undefined)
		return { kind: "no-next-hop" };
	if (problem !== undefined) return { kind: problem.kind };
	const bad = podCIDRs.find(({ text }) => {
		const slash = text.indexOf("/");
		const isPair = slash >= 0 && slash === text.lastIndexOf("/");
		return !isPair || !isGoInteger(text.slice(slash + 1));
	});
	return bad === undefined ? undefined : { kind: "bad-pod-cidr" };
}

/** True when AKO makes a route of the CIDR: its family has a next hop and it looks like a CIDR. */
function isTaken(text: string, nextHops: NextHops): boolean {
	return (
		(nextHops.V4 !== undefined && isAkoIPv4CIDR(text)) ||
		(nextHops.V6 !== undefined && isAkoIPv6CIDR(text))
	);
}

function collision(
	taken: readonly PodCIDR[],
	holders: ReadonlyMap<string, string>,
): DropReason | undefined {
	for (const { text } of taken) {
		const holder = holders.get(addressOf(text));
		if (holder !== undefined) return { kind: "collision", holder };
	}
	return undefined;
}

const addressOf = (cidr: string) => cidr.slice(0, cidr.indexOf("/"));
