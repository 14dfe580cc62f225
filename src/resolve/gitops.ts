import type { IpFamily } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import type { Family } from "../ip/bits.ts";
import type { CiliumNodeSnapshot, NodeSnapshot } from "../model/lists.ts";
import { parseGoBoolean } from "../text/go-text.ts";
import { lackOfAgent } from "./agent.ts";
import type { CIDRProblem, IpamMode } from "./ipam-mode.ts";
import {
	configuredNextHop,
	familiesOf,
	hasNextHop,
	type NextHops,
	nextHopsOf,
	readAddresses,
} from "./next-hop.ts";
import {
	ciliumNodeOf,
	type DropReason,
	isOfAnotherNode,
	keepFirst,
	type NodeRoutes,
	routesTo,
} from "./routes.ts";

/** The keys of cilium-config that turn a family off. */
export const FAMILY_KEYS = { V4: "enable-ipv4", V6: "enable-ipv6" } as const;

/**
 * The correct routes when the files own them: pod CIDRs as Cilium reads them, to the configured next hop. No routes
 * from a CiliumNode with another Node's uid, for a family that Cilium has disabled, or to a node without a Cilium
 * agent. The first node by name keeps a contested prefix; the others lose only that prefix.
 */
export function resolveForGitOps(
	cluster: Cluster,
	mode: IpamMode,
	ipFamily: IpFamily,
): readonly NodeRoutes[] {
	const choice = configuredNextHop(cluster.config);
	const podCIDRsOf = mode.podCIDRsOfCilium ?? mode.podCIDRs;
	const wanted = familiesOf(ipFamily);
	const families = wanted.filter((family) => !isFamilyOff(cluster, family));
	const nodes = cluster.nodes.map((node): NodeRoutes => {
		const ciliumNode = ciliumNodeOf(cluster, node);
		if (lackOfAgent(node, ciliumNode) !== undefined)
			return withoutAgent(node, ciliumNode);
		const addresses = readAddresses(node);
		const nextHops = nextHopsOf(addresses, wanted, choice);
		const usable = nextHopsOf(addresses, families, choice);
		const { podCIDRs, problem } = podCIDRsOf(
			node,
			isOfAnotherNode(node, ciliumNode) ? undefined : ciliumNode,
		);
		const dropped = dropReason(usable, problem);
		const routes = routesTo(podCIDRs, usable);
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
	return keepFirst(nodes);
}

function withoutAgent(
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot | undefined,
): NodeRoutes {
	const addresses = readAddresses(node);
	const nothing = { addresses, nextHops: {}, podCIDRs: [], routes: [] };
	return { node, ciliumNode, ...nothing, dropped: { kind: "no-agent" } };
}

function dropReason(
	usable: NextHops,
	problem: CIDRProblem | undefined,
): DropReason | undefined {
	if (!hasNextHop(usable)) return { kind: "no-next-hop" };
	return problem && { kind: problem.kind };
}

/** True when cilium-config disables the family. */
export function isFamilyOff(
	{ ciliumConfig }: Cluster,
	family: Family,
): boolean {
	return (
		parseGoBoolean(ciliumConfig?.data[FAMILY_KEYS[family]] ?? "") === false
	);
}
