import { type Address, parseAddress } from "../ip/address.ts";
import { areSameBits, FAMILIES } from "../ip/bits.ts";
import {
	type CiliumNodeSnapshot,
	fieldOf,
	type NodeSnapshot,
} from "../model/lists.ts";
import type { NodeAddress } from "../model/node-fields.ts";
import type { NextHops } from "../resolve/next-hop.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongNodes, combine } from "./combine.ts";

export const nextHopDisagrees: Check = {
	id: "next-hop-disagrees",
	severity: "warning",
	description:
		"The CiliumNode's InternalIP is neither the Node's first one of that family nor its next hop.",
	why: "Both come from the kubelet; the agent copies them when it starts. Where they differ the node got another address since, or has several, and AKO routes to the Node's first InternalIP while Cilium tunnels to another.",
	remediation:
		"make sure that the Node's address is the one that the Service Engines reach; a restart of the node's Cilium agent brings the CiliumNode up to date",
	example:
		"node worker-2 has the InternalIP 192.168.0.2, its CiliumNode has 172.16.0.2",
	check: forEachCluster((plan) => {
		const found = plan.nodes.flatMap(({ node, ciliumNode, nextHops }) =>
			// Nearly all nodes have the same texts: no need to parse these.
			ciliumNode === undefined || haveSameTexts(node, ciliumNode)
				? []
				: disagreements(node, ciliumNode, nextHops),
		);
		return combine(found, amongNodes(plan), ({ share, examples, first }) => ({
			message: `${share} of cluster ${plan.cluster.name} have another ${first.cause} InternalIP than their CiliumNodes: ${examples}`,
		}));
	}),
};

function disagreements(
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot,
	nextHops: NextHops,
) {
	const [own, known] = [internalIPs(node), internalIPs(ciliumNode)];
	return FAMILIES.flatMap((family) => {
		const isOfFamily = (address: Address) => address.family === family;
		const first = own.find(isOfFamily);
		const others = known.filter(isOfFamily);
		if (first === undefined || others.length === 0) return [];
		const right = [first, nextHops[family] ?? first];
		if (others.some((one) => right.some((own) => areSameBits(one, own))))
			return [];
		const seen = others.map(({ text }) => text).join(", ");
		return {
			name: node.name,
			cause: family,
			example: `${node.name} (${first.text}, its CiliumNode ${seen})`,
			message: `node ${node.name} has the InternalIP ${first.text}, its CiliumNode has ${seen}`,
			...fieldOf(ciliumNode.source, "addresses"),
			currentValue: seen,
			proposedValue: first.text,
		};
	});
}

type WithAddresses = Pick<NodeSnapshot, "addresses">;

/** True when nothing can differ: the InternalIPs are the same, or the CiliumNode has none. */
function haveSameTexts(
	{ addresses: own = [] }: WithAddresses,
	{ addresses: known = [] }: WithAddresses,
): boolean {
	let at = 0;
	for (let i = 0; i < known.length; i++) {
		const { type, address } = known[i] as NodeAddress;
		if (type !== "InternalIP") continue;
		while (at < own.length && own[at]?.type !== "InternalIP") at++;
		if (own[at]?.address !== address) return false;
		at++;
	}
	return true;
}

const internalIPs = ({ addresses = [] }: WithAddresses): Address[] =>
	addresses
		.filter(({ type }) => type === "InternalIP")
		.flatMap(({ address }) => parseAddress(address) ?? []);
