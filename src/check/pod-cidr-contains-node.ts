import type { Address } from "../ip/address.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { poolsOf } from "../resolve/pools.ts";
import { type Check, forEachCluster } from "./check.ts";
import {
	addressOfAnother,
	type NodeAddress,
	sortedAddresses,
} from "./node-addresses.ts";
import { nodeCount } from "./node-count.ts";
import { poolText } from "./pool-text.ts";
import { type NamedFinding, tellOnce } from "./tell-once.ts";

export const podCidrContainsNode: Check = {
	id: "pod-cidr-contains-node",
	severity: "error",
	description:
		"A pod CIDR holds the address of another node. The route would send traffic for that node through this one. Cilium's default pool 10.0.0.0/8 often does this. (A node's own address in its own CIDR is no fault: cloud providers report that of cilium_host.)",
	why: "The Service Engines would send what is meant for that node, its API server and its health checks included, by way of another node. Cilium's default pool 10.0.0.0/8 often holds the nodes' own network.",
	remediation:
		"give the cluster a pool (cluster-pool-ipv4-cidr) outside the nodes' networks, then drain these nodes and delete their CiliumNodes",
	example:
		"pod CIDR 10.0.0.0/16 of node worker-1 holds 10.0.2.7, the address of node worker-3",
	hides: ["pool-overlaps"],
	check: forEachCluster((plan) => {
		const found = cidrsWithNodes(plan);
		const total = nodeCount(plan);
		return tellOnce(found, { total }, ({ share, examples }) => ({
			message: `pod CIDRs of ${share} of cluster ${plan.cluster.name} hold addresses of other nodes: ${examples}`,
		}));
	}),
};

/** The pod CIDRs that hold addresses of other nodes. */
export function cidrsWithNodes(plan: ClusterPlan): NamedFinding[] {
	const addresses = addressesWithin(plan);
	const found: NamedFinding[] = [];
	if (addresses.length === 0) return found;
	const remedy = remedyFor(plan);
	for (const { prefix, node, cidr } of plan.claims) {
		const hit = addressOfAnother(addresses, prefix, node);
		if (hit === undefined) continue;
		found.push({
			name: node,
			example: `${prefix.text} of ${node} holds ${hit.text} of ${hit.node}`,
			message: `pod CIDR ${prefix.text} of node ${node} holds ${hit.text}, the address of node ${hit.node}`,
			...(remedy === undefined ? {} : { remedy }),
			item: cidr.source.item,
			field: cidr.field,
			currentValue: cidr.text,
		});
	}
	return found;
}

/** What to do, where more is known than that the pool is wrong. */
function remedyFor({ cluster, decision: { mode } }: ClusterPlan) {
	if (mode?.source === "Node")
		return "give the cluster a pod network (kube-controller-manager --cluster-cidr) outside the nodes' networks, and join these nodes anew";
	const pools = poolsOf(cluster, mode).map(poolText);
	return pools.length === 0
		? undefined
		: `give the cluster a pool outside the nodes' networks (${pools.join("; ")}), then drain these nodes and delete their CiliumNodes`;
}

/** The nodes' own addresses, sorted, without those that can lie in no claim. */
function addressesWithin({
	spread: { first, last },
	plain,
	nodes,
	unusualNodes,
}: ClusterPlan): NodeAddress[] {
	const arePlainOutside = plain.lastHop < first || plain.firstHop > last;
	// IPv6 is never ruled out here.
	const isOutside = ({ value }: Address) =>
		value !== undefined && (value < first || value > last);
	return sortedAddresses(arePlainOutside ? unusualNodes : nodes, isOutside);
}
