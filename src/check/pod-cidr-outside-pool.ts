import { holdsPrefix } from "../ip/prefix.ts";
import { groupBy } from "../krm/group-by.ts";
import type { Claim } from "../plan/claims.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { clusterPools, type Pool } from "../resolve/pools.ts";
import { type Check, type Findings, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine } from "./combine.ts";
import { cidrLocation } from "./location.ts";
import { holdsNodes } from "./pool-overlaps.ts";

export const podCidrOutsidePool: Check = {
	id: "pod-cidr-outside-pool",
	severity: "warning",
	description:
		"In cluster-pool mode a node's CIDR lies outside the pools of cilium-config. Its routes are right all the same.",
	why: "The operator hands out CIDRs of cluster-pool-ipv4-cidr and -ipv6-cidr only, but a node keeps the CIDR that it got before the pool or the IPAM mode changed, and so do its pods. A pool that was changed for running nodes leaves two networks in use, one of which nobody reserves any more.",
	remediation:
		"leave running nodes as they are: they keep their CIDRs, and their routes are right; to move one to the new pool, drain it and delete its CiliumNode",
	example:
		"pod CIDR 10.0.2.0/24 of node worker-2 lies outside cluster-pool-ipv4-cidr, which is 10.0.1.0/24 10.0.3.0/24",
	check: forEachCluster((plan) => {
		if (plan.decision.mode?.pools !== "cilium-config") return [];
		const pools = clusterPools(plan.cluster);
		const outside = plan.claims.filter(({ prefix }) => {
			const pool = pools[prefix.family];
			return (
				pool !== undefined &&
				pool.bad === undefined &&
				!pool.networks.some((network) => holdsPrefix(network, prefix))
			);
		});
		const byPool = groupBy(outside, ({ prefix }) => pools[prefix.family]);
		return [
			badPools(Object.values(pools)),
			[...byPool].map(
				([pool, claims]) => pool && outsideFinding(plan, pool, claims),
			),
		];
	}),
};

function badPools(pools: readonly Pool[]): Findings {
	return pools.map(({ name, bad, source, field }) => {
		if (bad === undefined) return undefined;
		return {
			message: `${name} of cilium-config has the entry ${JSON.stringify(bad)}, which is not a CIDR, so pod CIDRs are not compared with the pool`,
			remedy: "correct the entry; it must look like 10.0.0.0/8 or fd00::/104",
			item: source.item,
			field,
			currentValue: bad,
		};
	});
}

function outsideFinding(
	plan: ClusterPlan,
	pool: Pool,
	claims: readonly Claim[],
): Findings {
	const { name, text } = pool;
	const remedy = holdsNodes(plan, pool) ? UNFIT : undefined;
	const found = claims.map((claim) => ({
		name: claim.node,
		example: `${claim.prefix.text} of ${claim.node}`,
		message: `pod CIDR ${claim.prefix.text} of node ${claim.node} lies outside ${name}, which is ${text}`,
		remedy,
		...cidrLocation(claim),
	}));
	return combine(
		found,
		amongRoutedNodes(plan),
		({ share, areAll, examples }) => {
			const says = areAll
				? "cilium-config names another pool than the nodes use"
				: "cilium-config names a pool that not all nodes use";
			return {
				message: `${says}: ${name} is ${text}, and pod CIDRs of ${share} of cluster ${plan.cluster.name} lie outside of it (${examples})`,
				...cidrLocation(pool),
			};
		},
	);
}

/** The remedy for a new pool that breaks the nodes that move into it. */
const UNFIT =
	"leave running nodes as they are: they keep their CIDRs, and their routes are right; correct the pool before more nodes join, for it holds addresses of nodes (pool-overlaps)";
