import { type Address, parseAddress } from "../ip/address.ts";
import { holdsAddress } from "../ip/prefix.ts";
import { compareText } from "../krm/order.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { Spread } from "../plan/survey.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

interface NodeAddress {
	readonly address: Address;
	/** Sorts by family and number. */
	readonly key: string;
	readonly text: string;
	readonly node: string;
}

export const podCidrContainsNode: Check = {
	id: "pod-cidr-contains-node",
	severity: "error",
	description:
		"A pod CIDR holds the address of a node. The route would send traffic for that node through another one. Cilium's default pool 10.0.0.0/8 often does this.",
	why: "The Service Engines would send what is meant for that node, its API server and its health checks included, by way of another node. Cilium's default pool 10.0.0.0/8 often holds the nodes' own network.",
	remediation:
		"give the cluster a pool (cluster-pool-ipv4-cidr) outside the nodes' networks",
	example:
		"pod CIDR 10.0.0.0/16 of node worker-1 holds 10.0.2.7, the address of node worker-3",
	check: forEachCluster((plan) => {
		const addresses = addressesWithin(plan);
		const findings: Omit<Finding, "cluster">[] = [];
		if (addresses.length === 0) return findings;
		for (const { prefix, node, cidr } of plan.claims) {
			const hit =
				addresses[firstFrom(addresses, `${prefix.family}${prefix.first}`)];
			if (hit === undefined || !holdsAddress(prefix, hit.address)) continue;
			findings.push({
				message: `pod CIDR ${prefix.text} of node ${node} holds ${hit.text}, the address of node ${hit.node}`,
				item: cidr.source.item,
				field: cidr.field,
				currentValue: cidr.text,
			});
		}
		return findings;
	}),
};

/** The nodes' own addresses, sorted, without those that can lie in no claim. */
function addressesWithin({
	spread,
	plain,
	nodes,
	unusualNodes,
}: ClusterPlan): NodeAddress[] {
	const all: NodeAddress[] = [];
	const arePlainOutside =
		plain.lastHop < spread.first || plain.firstHop > spread.last;
	const near = arePlainOutside ? unusualNodes : nodes;
	near.forEach(({ node }) => {
		const { addresses = [] } = node;
		for (let i = 0; i < addresses.length; i++) {
			const entry = addresses[i];
			if (entry?.type !== "InternalIP" && entry?.type !== "ExternalIP")
				continue;
			const text = entry.address;
			const address = parseAddress(text);
			if (address === undefined || isOutside(spread, address)) continue;
			all.push({ address, key: keyOf(address), text, node: node.name });
		}
	});
	return all.sort((a, b) => compareText(a.key, b.key));
}

/** True for an IPv4 address that lies in none of the networks, surely. */
function isOutside({ first, last }: Spread, { value }: Address): boolean {
	return value !== undefined && (value < first || value > last);
}

const keyOf = ({ family, hex }: Address) => family + hex;

/** Index of the first address that is not before the key. */
function firstFrom(addresses: readonly NodeAddress[], key: string): number {
	let [low, high] = [0, addresses.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((addresses[middle] as NodeAddress).key < key) low = middle + 1;
		else high = middle;
	}
	return low;
}
