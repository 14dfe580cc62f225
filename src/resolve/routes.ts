import type {
	CiliumNodeSnapshot,
	Cluster,
	NodeSnapshot,
} from "../group/cluster.ts";
import { type Family, formatAddress } from "../ip/address.ts";
import {
	comparePrefixes,
	type Prefix,
	parsePrefix,
	type WrittenPrefix,
} from "../ip/prefix.ts";
import type { CIDRProblem, IpamMode, WrittenCIDR } from "./ipam-mode.ts";
import type { NextHops } from "./next-hop.ts";

/** A static route: pod CIDR to node address. */
export interface Route {
	readonly prefix: Prefix;
	/** Canonical text of the next hop. */
	readonly nextHop: string;
	readonly node: string;
}

/** A pod CIDR of a node, read as a network where it is one. */
export interface PodCIDR extends WrittenCIDR {
	readonly written: WrittenPrefix | undefined;
}

/** Why a node got none of its routes. */
export type DropReason =
	| { readonly kind: "no-next-hop" }
	| { readonly kind: "no-pod-cidr" | "bad-pod-cidr" }
	| { readonly kind: "collision"; readonly holder: string };

/** What became of one node. */
export interface NodeRoutes {
	readonly node: NodeSnapshot;
	readonly ciliumNode: CiliumNodeSnapshot | undefined;
	readonly nextHops: NextHops;
	readonly podCIDRs: readonly PodCIDR[];
	/** Why the mode's source gave no pod CIDRs. */
	readonly problem?: CIDRProblem;
	/** In the order of prefixes. */
	readonly routes: readonly Route[];
	readonly dropped?: DropReason;
}

/** Reads a node's pod CIDRs in a mode's source as networks. */
export function readPodCIDRs(
	mode: IpamMode,
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot | undefined,
): { podCIDRs: PodCIDR[]; problem?: CIDRProblem } {
	const { cidrs, problem } = mode.podCIDRs(node, ciliumNode);
	const podCIDRs = cidrs.map(({ text, source, field }) => ({
		text,
		source,
		field,
		written: parsePrefix(text),
	}));
	return problem === undefined ? { podCIDRs } : { podCIDRs, problem };
}

/** The routes of one node to its pod CIDRs, each network once, in the order of prefixes. */
export function routesTo(
	podCIDRs: readonly PodCIDR[],
	node: string,
	nextHops: NextHops,
	families: readonly Family[],
): Route[] {
	const routes = new Map<string, Route>();
	for (const { written } of podCIDRs) {
		if (written === undefined || !families.includes(written.prefix.family))
			continue;
		const hop = nextHops[written.prefix.family];
		if (hop !== undefined)
			routes.set(written.prefix.text, {
				prefix: written.prefix,
				nextHop: formatAddress(hop),
				node,
			});
	}
	return [...routes.values()].sort((a, b) =>
		comparePrefixes(a.prefix, b.prefix),
	);
}

/** Keeps each network for the first node, in name order, that has it. */
export function keepFirst(nodes: readonly NodeRoutes[]): NodeRoutes[] {
	const taken = new Set<string>();
	return nodes.map((entry) => {
		const routes = entry.routes.filter(({ prefix }) => !taken.has(prefix.text));
		for (const { prefix } of routes) taken.add(prefix.text);
		return routes.length === entry.routes.length ? entry : { ...entry, routes };
	});
}

/** The routes of all nodes, by node name, IPv4 before IPv6, then by network. */
export function allRoutes(nodes: readonly NodeRoutes[]): Route[] {
	return nodes.flatMap(({ routes }) => routes);
}

/** The CiliumNode of a Node's name. */
export function ciliumNodeOf(
	cluster: Cluster,
	node: NodeSnapshot,
): CiliumNodeSnapshot | undefined {
	return cluster.ciliumNodes.get(node.name);
}
