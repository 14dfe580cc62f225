import type {
	CiliumNodeSnapshot,
	Cluster,
	NodeSnapshot,
} from "../group/cluster.ts";
import { comparePrefixes, type Prefix } from "../ip/prefix.ts";
import type { CIDRProblem } from "./ipam-mode.ts";
import type { NextHops, NodeIP } from "./next-hop.ts";
import type { PodCIDR } from "./pod-cidr.ts";

/** A static route: pod CIDR to node address. */
export interface Route {
	readonly prefix: Prefix;
	/** Canonical text of the next hop. */
	readonly nextHop: string;
	readonly node: string;
}

/** Why a node got none of its routes. */
export type DropReason =
	| { readonly kind: "no-agent" | "no-next-hop" }
	| { readonly kind: "no-pod-cidr" | "bad-pod-cidr" }
	| { readonly kind: "collision"; readonly holder: string };

/** What became of one node. */
export interface NodeRoutes {
	readonly node: NodeSnapshot;
	readonly ciliumNode: CiliumNodeSnapshot | undefined;
	/** Its addresses that are some. */
	readonly ips: readonly NodeIP[];
	readonly nextHops: NextHops;
	readonly podCIDRs: readonly PodCIDR[];
	/** Why the mode's source gave no pod CIDRs. */
	readonly problem?: CIDRProblem;
	/** In the order of prefixes. */
	readonly routes: readonly Route[];
	readonly dropped?: DropReason;
}

/** The routes of one node to its pod CIDRs, each network once, in the order of prefixes. */
export function routesTo(
	podCIDRs: readonly PodCIDR[],
	node: string,
	nextHops: NextHops,
): Route[] {
	const first = podCIDRs[0];
	if (first === undefined) return [];
	if (podCIDRs.length === 1) {
		const route = routeTo(first, node, nextHops);
		return route === undefined ? [] : [route];
	}
	const routes = new Map<string, Route>();
	for (const cidr of podCIDRs) {
		const route = routeTo(cidr, node, nextHops);
		if (route !== undefined) routes.set(route.prefix.text, route);
	}
	return [...routes.values()].sort((a, b) =>
		comparePrefixes(a.prefix, b.prefix),
	);
}

/** The route to a pod CIDR; undefined when it is none, or when its family has no next hop. */
function routeTo(
	{ written }: PodCIDR,
	node: string,
	nextHops: NextHops,
): Route | undefined {
	if (written === undefined) return undefined;
	const { prefix } = written;
	const hop = nextHops[prefix.family];
	return hop && { prefix, nextHop: hop.text, node };
}

/** Keeps each network for the first node, in name order, that has it. */
export function keepFirst(nodes: readonly NodeRoutes[]): readonly NodeRoutes[] {
	if (areDistinct(nodes)) return nodes;
	const taken = new Set<string>();
	return nodes.map((entry) => {
		const routes = entry.routes.filter(({ prefix }) => !taken.has(prefix.text));
		for (const { prefix } of routes) taken.add(prefix.text);
		return routes.length === entry.routes.length ? entry : { ...entry, routes };
	});
}

/** True when no two nodes have a route to the same network. */
function areDistinct(nodes: readonly NodeRoutes[]): boolean {
	const networks = new Set<string>();
	let count = 0;
	for (const { routes } of nodes) {
		count += routes.length;
		for (const { prefix } of routes) networks.add(prefix.text);
	}
	return networks.size === count;
}

/** The routes of all nodes, by node name, IPv4 before IPv6, then by network. */
export function allRoutes(nodes: readonly NodeRoutes[]): Route[] {
	const all: Route[] = [];
	for (const { routes } of nodes) for (const route of routes) all.push(route);
	return all;
}

/** The CiliumNode of a Node's name. */
export function ciliumNodeOf(
	cluster: Cluster,
	node: NodeSnapshot,
): CiliumNodeSnapshot | undefined {
	return cluster.ciliumNodes.get(node.name);
}

/** True when the CiliumNode was made for another Node of the same name: both uids are known and differ. */
export function isOfAnotherNode(
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot | undefined,
): boolean {
	return (
		ciliumNode?.ownerUID !== undefined &&
		node.uid !== undefined &&
		ciliumNode.ownerUID !== node.uid
	);
}
