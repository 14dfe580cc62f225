import { areSameBits, compareBits } from "../ip/bits.ts";
import type { Claim } from "../plan/claims.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeIP } from "../resolve/next-hop.ts";
import { poolsOf } from "../resolve/pools.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine, type NamedFinding } from "./combine.ts";
import { cidrLocation } from "./location.ts";
import { poolText } from "./pool-overlaps.ts";

export const podCidrContainsNode: Check = {
	id: "pod-cidr-contains-node",
	severity: "error",
	description:
		"A pod CIDR holds the address of another node. The route would send traffic for that node through this one. Cilium's default pool 10.0.0.0/8 often does this. (A node's own address in its own CIDR is fine: cloud providers report that of cilium_host.)",
	why: "The Service Engines would send what is meant for that node, its API server and its health checks included, by way of another node. Cilium's default pool 10.0.0.0/8 often holds the nodes' own network.",
	remediation:
		"give the cluster a pool (cluster-pool-ipv4-cidr) outside the nodes' networks, then drain these nodes and delete their CiliumNodes",
	example:
		"pod CIDR 10.0.0.0/16 of node worker-1 holds 10.0.2.7, the address of node worker-3",
	hides: ["pool-overlaps"],
	check: forEachCluster((plan) => {
		const found = cidrsWithNodes(plan);
		return combine(found, amongRoutedNodes(plan), ({ share, examples }) => ({
			message: `pod CIDRs of ${share} of cluster ${plan.cluster.name} hold addresses of other nodes: ${examples}`,
		}));
	}),
};

function cidrsWithNodes(plan: ClusterPlan): NamedFinding[] {
	const held = heldAddresses(plan);
	if (held.size === 0) return [];
	const remedy = remedyFor(plan);
	return plan.claims.flatMap((claim) => {
		const hit = held.get(claim);
		if (hit === undefined) return [];
		const { prefix, node } = claim;
		return {
			name: node,
			example: `${prefix.text} of ${node} holds ${hit.text} of ${hit.node}`,
			message: `pod CIDR ${prefix.text} of node ${node} holds ${hit.text}, the address of node ${hit.node}`,
			remedy,
			...cidrLocation(claim),
		};
	});
}

/** The first address of another node in each claim; addresses that its own node has too don't count. */
export function heldAddresses({
	nodes,
	nodeIPs,
	claimIndex,
}: ClusterPlan): ReadonlyMap<Claim, NodeIP> {
	const held = new Map<Claim, NodeIP>();
	nodeIPs.forEach((ip) => {
		const claims = claimIndex.holding(ip.address);
		for (let i = 0; i < claims.length; i++) {
			const claim = claims[i] as Claim;
			const known = held.get(claim);
			const isFirst =
				known === undefined || compareBits(ip.address, known.address) < 0;
			if (isFirst && !isOwn(ip, claim, nodes)) held.set(claim, ip);
		}
	});
	return held;
}

/** True when the node with the claim has the address. */
function isOwn(
	{ node, address }: NodeIP,
	claim: Claim,
	nodes: readonly NodeRoutes[],
): boolean {
	if (claim.node === node) return true;
	const owner = nodes.find((entry) => entry.node.name === claim.node);
	return (
		owner?.addresses.some(
			(own) => own.address !== undefined && areSameBits(own.address, address),
		) === true
	);
}

/** A more specific remedy than correcting the pool, if there is one. */
function remedyFor({ cluster, decision: { mode } }: ClusterPlan) {
	if (mode?.source === "Node")
		return "give the cluster a pod network (kube-controller-manager --cluster-cidr) outside the nodes' networks, and join these nodes again";
	const pools = poolsOf(cluster, mode).map(poolText);
	return pools.length === 0
		? undefined
		: `give the cluster a pool outside the nodes' networks (${pools.join("; ")}), then drain these nodes and delete their CiliumNodes`;
}
