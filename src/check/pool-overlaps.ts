import type { Cluster } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import { parseAddress } from "../ip/address.ts";
import { areSameBits, compareBits } from "../ip/bits.ts";
import {
	addressPrefix,
	arePrefixesNested,
	isInOneOf,
	type Prefix,
} from "../ip/prefix.ts";
import { someOf } from "../krm/list-of.ts";
import { readVipNetworks } from "../plan/ako-networks.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeIP } from "../resolve/next-hop.ts";
import { type Pool, poolsOf } from "../resolve/pools.ts";
import { type Check, type Findings, forEachCluster } from "./check.ts";
import { shareOf } from "./combine.ts";
import { cidrLocation } from "./location.ts";

export const poolOverlaps: Check = {
	id: "pool-overlaps",
	severity: "warning",
	description:
		"A pool that Cilium hands out pod CIDRs from holds addresses of nodes, a VIP network or the Avi Controller's address, although no node has such a CIDR yet. (Where one has, pod-cidr-contains-node reports it.)",
	why: "The operator knows nothing of these networks. The day it gives a node that part of the pool, the Service Engines and all other nodes send what is meant for the machines there to that node. Cilium's default pool 10.0.0.0/8 holds most private networks.",
	remediation:
		"plan another pool for new nodes before this one gets there; nodes that have a CIDR keep it",
	example:
		"cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default, which holds addresses of 1 of 3 nodes of cluster prod (10.200.0.3 of worker-3)",
	check: forEachCluster((plan) => {
		const { cluster, decision } = plan;
		const pools = poolsOf(cluster, decision.mode);
		const reserved = reservedNetworks(cluster);
		const networks = pools.flatMap((pool) => pool.networks);
		const addresses = unclaimedAddresses(plan, networks);
		return pools.map((pool) => overlaps(pool, plan, reserved, addresses));
	}),
};

/** True when the pool has node addresses that are not yet in a node's CIDR. */
export function holdsNodes(plan: ClusterPlan, pool: Pool): boolean {
	return unclaimedAddresses(plan, pool.networks).length > 0;
}

/** A network that must stay outside of pools. */
interface Reserved {
	readonly kind: "vip" | "controller";
	readonly words: string;
	readonly prefix: Prefix;
}

/** VIP networks and the Controller's address, from AKO's settings. */
export function reservedNetworks(cluster: Cluster): Reserved[] {
	const networks = akoSetting(cluster, "vipNetworkList")?.value ?? "";
	const controller = akoSetting(cluster, "controllerIP")?.value ?? "";
	const address = parseAddress(controller);
	const vips = readVipNetworks(networks).flatMap(({ prefixes }) =>
		prefixes.map((prefix): Reserved => {
			const words = `the VIP network ${prefix.text}`;
			return { kind: "vip", words, prefix };
		}),
	);
	if (address === undefined) return vips;
	const words = `the Avi Controller at ${controller}`;
	const prefix = addressPrefix(address);
	return [...vips, { kind: "controller", words, prefix }];
}

/**
 * The node addresses in one of the networks and in no CIDR of a node. An address of several nodes is skipped: it is local, like
 * that of docker0.
 */
export function unclaimedAddresses(
	{ nodeIPs, claimIndex }: ClusterPlan,
	networks: readonly Prefix[],
): NodeIP[] {
	const inNetworks = nodeIPs
		.filter(({ address }) => isInOneOf(networks, address))
		.sort((a, b) => compareBits(a.address, b.address));
	const isSame = (a: NodeIP, b: NodeIP | undefined) =>
		b !== undefined && areSameBits(a.address, b.address);
	return inNetworks.filter(
		(ip, i) =>
			!isSame(ip, inNetworks[i - 1]) &&
			!isSame(ip, inNetworks[i + 1]) &&
			claimIndex.holding(ip.address).length === 0,
	);
}

function overlaps(
	pool: Pool,
	plan: ClusterPlan,
	reserved: readonly Reserved[],
	addresses: readonly NodeIP[],
): Findings {
	const held = addresses.filter((ip) => isInOneOf(pool.networks, ip.address));
	const count = new Set(held.map(({ node }) => node)).size;
	const share = shareOf(count, { total: plan.nodes.length });
	const examples = someOf(held.map(({ text, node }) => `${text} of ${node}`));
	const nodes = `addresses of ${share} of cluster ${plan.cluster.name} (${examples})`;
	const contents = [
		...(count === 0 ? [] : [nodes]),
		...reserved
			.filter(({ prefix }) =>
				pool.networks.some((network) => arePrefixesNested(network, prefix)),
			)
			.map(({ words }) => words),
	];
	if (contents.length === 0) return undefined;
	return {
		message: `${poolText(pool)}, which holds ${contents.join(", and ")}`,
		...cidrLocation(pool),
	};
}

/** The chart's default pools; `fd00::/104` is that of IPv6. */
const DEFAULTS: readonly string[] = ["10.0.0.0/8", "fd00::/104"];

/** `cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default`. */
export function poolText({ name, text }: Pool): string {
	const own = text.trim();
	return `${name} is ${own}${DEFAULTS.includes(own) ? ", Cilium's default" : ""}`;
}
