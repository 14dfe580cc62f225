import type {
	CiliumNodeSnapshot,
	Cluster,
	NodeAddress,
	NodeSnapshot,
} from "../group/cluster.ts";
import { isIPv4LinkLocal, parseAddress } from "../ip/address.ts";
import { ipv4Value } from "../ip/ipv4.ts";
import { IPv4Values } from "../ip/ipv4-values.ts";
import { ipv4Network } from "../ip/prefix.ts";
import { lackOfAgent } from "./agent.ts";
import type { IpamMode } from "./ipam-mode.ts";
import type { NextHops } from "./next-hop.ts";
import type { PodCIDR } from "./pod-cidr.ts";
import {
	ciliumNodeOf,
	isOfAnotherNode,
	type NodeRoutes,
	type Route,
} from "./routes.ts";

/** What a plain node is made of. */
interface Parts {
	readonly node: NodeSnapshot;
	readonly ciliumNode: CiliumNodeSnapshot | undefined;
	readonly mode: IpamMode;
	readonly route: Route;
	/** The next hop as a number. */
	readonly hop: number;
}

/**
 * A node as nearly all are: its only pod CIDR is an IPv4 network, and it has one InternalIP, of IPv4 too, and no
 * ExternalIP; its CiliumNode, where there is one, is its own and knows no other InternalIP; a Cilium agent can run on it,
 * and its address is not link-local. AKO and GitOps come to the same route for it. What only findings ask for is made
 * when it is asked for.
 */
export class PlainNode implements NodeRoutes, Parts {
	declare readonly node: NodeSnapshot;
	declare readonly ciliumNode: CiliumNodeSnapshot | undefined;
	declare readonly mode: IpamMode;
	declare readonly route: Route;
	declare readonly hop: number;

	constructor({ node, ciliumNode, mode, route, hop }: Parts) {
		this.node = node;
		this.ciliumNode = ciliumNode;
		this.mode = mode;
		this.route = route;
		this.hop = hop;
	}

	get routes(): readonly Route[] {
		return [this.route];
	}

	get podCIDRs(): readonly PodCIDR[] {
		return this.mode.podCIDRs(this.node, this.ciliumNode).podCIDRs;
	}

	get nextHops(): NextHops {
		const address = parseAddress(this.route.nextHop);
		return address?.family === "V4" ? { V4: address } : {};
	}
}

/** The nodes of a cluster, in their order, those that are plain and undefined for the others. */
export interface PlainNodes {
	readonly nodes: readonly (PlainNode | undefined)[];
	/** All of them, when there is no other one and no two have a pod CIDR with the same address. */
	readonly all: readonly PlainNode[] | undefined;
}

/** Finds the plain nodes, where IPv4 is routed by the first InternalIP. */
export function plainNodes(cluster: Cluster, mode: IpamMode): PlainNodes {
	const all: PlainNode[] = [];
	const networks = new IPv4Values();
	const nodes = cluster.nodes.map((node) => {
		const plain = plainNode(node, ciliumNodeOf(cluster, node), mode);
		if (plain === undefined) return undefined;
		all.push(plain);
		networks.add(plain.route.prefix.value as number);
		return plain;
	});
	const areAll = all.length === nodes.length && networks.areDistinct();
	return { nodes, all: areAll ? all : undefined };
}

function plainNode(
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot | undefined,
	mode: IpamMode,
): PlainNode | undefined {
	const texts = mode.list(node, ciliumNode);
	const text = texts?.length === 1 ? texts[0] : undefined;
	const nextHop = onlyAddress(node.addresses);
	if (text === undefined || nextHop === undefined) return undefined;
	if (lackOfAgent(node, ciliumNode) !== undefined) return undefined;
	if (ciliumNode !== undefined) {
		const { addresses } = ciliumNode;
		if (addresses !== undefined && onlyAddress(addresses) !== nextHop)
			return undefined;
		if (isOfAnotherNode(node, ciliumNode)) return undefined;
	}
	const hop = ipv4Value(nextHop);
	const prefix =
		hop < 0 || isIPv4LinkLocal(hop) ? undefined : ipv4Network(text);
	if (prefix === undefined) return undefined;
	const route = { prefix, nextHop, node: node.name };
	return new PlainNode({ node, ciliumNode, mode, route, hop });
}

/** The only InternalIP among the addresses; undefined when there are more, or none, or an ExternalIP. */
function onlyAddress(
	addresses: readonly NodeAddress[] | undefined,
): string | undefined {
	let only: string | undefined;
	if (addresses === undefined) return undefined;
	for (let i = 0; i < addresses.length; i++) {
		const { type, address } = addresses[i] as NodeAddress;
		if (type === "ExternalIP") return undefined;
		if (type !== "InternalIP") continue;
		if (only !== undefined) return undefined;
		only = address;
	}
	return only;
}
