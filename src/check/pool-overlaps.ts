import type { Cluster } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import { parseAddress } from "../ip/address.ts";
import {
	holdsAddress,
	holdsPrefix,
	ipv4Size,
	type Prefix,
} from "../ip/prefix.ts";
import { compareText } from "../krm/order.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { readVipNetworks } from "../plan/vip-networks.ts";
import { type Pool, poolsOf } from "../resolve/pools.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";
import { type NodeAddress, sortedAddresses } from "./node-addresses.ts";
import { poolText } from "./pool-text.ts";
import { namesOf, shareOf } from "./tell-once.ts";

export const poolOverlaps: Check = {
	id: "pool-overlaps",
	severity: "warning",
	description:
		"A pool that Cilium hands out pod CIDRs from holds addresses of nodes, a VIP network or the Avi Controller's address, although no node has such a CIDR yet. (Where one has, pod-cidr-contains-node tells it.)",
	why: "The operator knows nothing of these networks. The day it gives a node that part of the pool, the Service Engines and all other nodes send what is meant for the machines there to that node. Cilium's default pool 10.0.0.0/8 holds most private networks.",
	remediation:
		"plan another pool for new nodes before this one gets there; nodes that have a CIDR keep it",
	example:
		"cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default, which holds addresses of 1 of 3 nodes of cluster prod (10.200.0.3 of worker-3)",
	check: forEachCluster((plan) => {
		const { cluster, decision } = plan;
		const pools = poolsOf(cluster, decision.mode);
		if (pools.length === 0) return [];
		const reserved = reservedNetworks(cluster);
		const addresses = unclaimedAddresses(plan, pools);
		return pools.flatMap((pool) => overlaps(pool, plan, reserved, addresses));
	}),
};

/** True when the pool holds addresses of nodes that are in no node's CIDR yet. */
export function holdsNodes(plan: ClusterPlan, pool: Pool): boolean {
	return unclaimedAddresses(plan, [pool]).length > 0;
}

/** A network that must stay outside of pools, in words. */
interface Reserved {
	readonly words: string;
	readonly isIn: (pool: Prefix) => boolean;
}

/** VIP networks and the Controller's address, as AKO's settings tell them. */
function reservedNetworks(cluster: Cluster): Reserved[] {
	const networks = akoSetting(cluster, "vipNetworkList")?.value ?? "";
	const controller = akoSetting(cluster, "controllerIP")?.value ?? "";
	const address = parseAddress(controller);
	return [
		...readVipNetworks(networks).flatMap(({ prefixes }) =>
			prefixes.map((prefix) => ({
				words: `the VIP network ${prefix.text}`,
				isIn: (pool: Prefix) =>
					holdsPrefix(pool, prefix) || holdsPrefix(prefix, pool),
			})),
		),
		...(address === undefined
			? []
			: [
					{
						words: `the Avi Controller at ${controller}`,
						isIn: (pool: Prefix) => holdsAddress(pool, address),
					},
				]),
	];
}

/**
 * The nodes' addresses that lie in a pool and in no CIDR of a node. One that several nodes have is none that is routed,
 * as that of docker0.
 */
function unclaimedAddresses(
	{ nodes, unusualNodes, plain, claims }: ClusterPlan,
	pools: readonly Pool[],
): NodeAddress[] {
	const networks = pools.flatMap((pool) => pool.networks);
	const mayHoldPlain = networks.some(
		({ value = Number.NaN, length }) =>
			plain.lastHop >= value && plain.firstHop < value + ipv4Size(length),
	);
	const near = sortedAddresses(
		mayHoldPlain ? nodes : unusualNodes,
		(address) => !networks.some((network) => holdsAddress(network, address)),
	).filter(
		({ key }, i, all) => key !== all[i - 1]?.key && key !== all[i + 1]?.key,
	);
	if (near.length === 0) return near;
	const claimed = claims
		.map(({ prefix }) => ({ prefix, key: prefix.family + prefix.first }))
		.sort((a, b) => compareText(a.key, b.key));
	return near.filter((one) => !isClaimed(one, claimed));
}

/** True when the last network that starts at or before the address holds it: those of a healthy cluster are apart. */
function isClaimed(
	{ address, key }: NodeAddress,
	claimed: readonly { readonly prefix: Prefix; readonly key: string }[],
): boolean {
	let [low, high] = [0, claimed.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((claimed[middle]?.key ?? "") <= key) low = middle + 1;
		else high = middle;
	}
	const last = claimed[low - 1];
	return last !== undefined && holdsAddress(last.prefix, address);
}

function overlaps(
	pool: Pool,
	plan: ClusterPlan,
	reserved: readonly Reserved[],
	addresses: readonly NodeAddress[],
): ClusterFinding[] {
	const isHeld = (one: NodeAddress) =>
		pool.networks.some((network) => holdsAddress(network, one.address));
	const held = addresses.filter(isHeld);
	const count = new Set(held.map(({ node }) => node)).size;
	const share = shareOf(count, { total: plan.nodes.length });
	const examples = namesOf(held.map(({ text, node }) => `${text} of ${node}`));
	const told = [
		...(count === 0
			? []
			: [
					`addresses of ${share} of cluster ${plan.cluster.name} (${examples})`,
				]),
		...reserved
			.filter(({ isIn }) => pool.networks.some(isIn))
			.map(({ words }) => words),
	];
	if (told.length === 0) return [];
	return [
		{
			message: `${poolText(pool)}, which holds ${told.join(", and ")}`,
			item: pool.source.item,
			field: pool.field,
			currentValue: pool.text,
		},
	];
}
