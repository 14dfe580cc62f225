import type { Cluster } from "../group/cluster.ts";
import { comparePrefixes, type Prefix } from "../ip/prefix.ts";
import type { CiliumNodeSnapshot, NodeSnapshot } from "../model/lists.ts";
import type { CIDRProblem } from "./ipam-mode.ts";
import type { NextHops, NodeAddress } from "./next-hop.ts";
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

/** The result for one node. */
export interface NodeRoutes {
	readonly node: NodeSnapshot;
	readonly ciliumNode: CiliumNodeSnapshot | undefined;
	readonly addresses: readonly NodeAddress[];
	readonly nextHops: NextHops;
	readonly podCIDRs: readonly PodCIDR[];
	/** Why the mode's source has no pod CIDRs. */
	readonly problem?: CIDRProblem | undefined;
	/** In the order of prefixes. */
	readonly routes: readonly Route[];
	readonly dropped?: DropReason | undefined;
}

/** The routes of one node to its pod CIDRs, each network once, in the order of prefixes. */
export function routesTo(
	podCIDRs: readonly PodCIDR[],
	nextHops: NextHops,
): readonly Route[] {
	const routes = podCIDRs.map((cidr) => routeTo(cidr, nextHops));
	return areInOrder(routes) ? routes : inOrder(routes);
}

/** The route to a pod CIDR; undefined when the CIDR is invalid or its family has no next hop. */
function routeTo(
	{ prefix, node }: PodCIDR,
	nextHops: NextHops,
): Route | undefined {
	if (prefix === undefined) return undefined;
	const hop = nextHops[prefix.family];
	return hop && { prefix, nextHop: hop.text, node };
}

function areInOrder(
	routes: readonly (Route | undefined)[],
): routes is readonly Route[] {
	let last: Prefix | undefined;
	for (let i = 0; i < routes.length; i++) {
		const prefix = routes[i]?.prefix;
		if (prefix === undefined) return false;
		if (last !== undefined && comparePrefixes(last, prefix) >= 0) return false;
		last = prefix;
	}
	return true;
}

function inOrder(routes: readonly (Route | undefined)[]): Route[] {
	return routes
		.flatMap((route) => route ?? [])
		.sort((a, b) => comparePrefixes(a.prefix, b.prefix))
		.filter(
			({ prefix }, i, sorted) => prefix.text !== sorted[i - 1]?.prefix.text,
		);
}

/** Keeps each network for the first node, in name order, that has it. */
export function keepFirst(nodes: readonly NodeRoutes[]): readonly NodeRoutes[] {
	const routes = allRoutes(nodes);
	const first = new Map<string, Route>();
	for (let i = routes.length - 1; i >= 0; i--) {
		const route = routes[i] as Route;
		first.set(route.prefix.text, route);
	}
	if (first.size === routes.length) return nodes;
	const isFirst = (route: Route) => first.get(route.prefix.text) === route;
	return nodes.map((entry) => ({
		...entry,
		routes: entry.routes.filter(isFirst),
	}));
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
