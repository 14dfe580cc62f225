import { type Address, formatAddress, parseAddress } from "../ip/address.ts";
import { holdsAddress, type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/** A node that a question is about, and why: words that follow what was asked. */
export interface FoundNode {
	readonly plan: ClusterPlan;
	readonly entry: NodeRoutes;
	readonly relation: string;
}

/** The nodes that bear the name, have the address, or whose pod CIDRs hold, are or lie in what was asked. */
export function findNodes(
	question: string,
	plans: readonly ClusterPlan[],
): FoundNode[] {
	const relate = relationTo(question);
	return plans.flatMap((plan) =>
		entriesOf(plan).flatMap((entry): FoundNode[] => {
			const relation = relate(entry);
			return relation === undefined
				? []
				: [
						{
							plan,
							entry,
							relation: `${relation} in cluster ${plan.cluster.name}`,
						},
					];
		}),
	);
}

/** The nodes as they were resolved; without an IPAM mode there is nothing but the nodes. */
function entriesOf({ nodes, cluster }: ClusterPlan): readonly NodeRoutes[] {
	if (nodes.length > 0) return nodes;
	return cluster.nodes.map((node) => ({
		node,
		ciliumNode: cluster.ciliumNodes.get(node.name),
		nextHops: {},
		podCIDRs: [],
		routes: [],
	}));
}

/** Tells of a node what it has to do with the question; undefined when nothing. */
function relationTo(
	question: string,
): (entry: NodeRoutes) => string | undefined {
	const written = parsePrefix(question);
	if (written !== undefined)
		return (entry) => relationToPrefix(written.prefix, entry);
	const address = parseAddress(question);
	if (address !== undefined)
		return (entry) => relationToAddress(address, entry);
	return ({ node }) => (node.name === question ? "is a node" : undefined);
}

function relationToAddress(
	address: Address,
	{ node, podCIDRs }: NodeRoutes,
): string | undefined {
	const own = node.addresses?.find(
		({ address: text }) => parseAddress(text)?.hex === address.hex,
	);
	if (own !== undefined) return `is the ${own.type} of node ${node.name}`;
	const cidr = podCIDRs.find(
		({ written }) =>
			written !== undefined && holdsAddress(written.prefix, address),
	);
	return cidr && `is in pod CIDR ${cidr.text} of node ${node.name}`;
}

function relationToPrefix(
	asked: Prefix,
	{ node, podCIDRs }: NodeRoutes,
): string | undefined {
	const prefixes = podCIDRs.flatMap(({ written }) => written?.prefix ?? []);
	const same = prefixes.find(({ text }) => text === asked.text);
	if (same !== undefined) return `is a pod CIDR of node ${node.name}`;
	const wide = prefixes.find((prefix) => isWithin(asked, prefix));
	if (wide !== undefined)
		return `is a part of pod CIDR ${wide.text} of node ${node.name}`;
	const narrow = prefixes.find((prefix) => isWithin(prefix, asked));
	if (narrow !== undefined)
		return `holds pod CIDR ${narrow.text} of node ${node.name}`;
	const own = node.addresses?.find(({ address: text }) => {
		const address = parseAddress(text);
		return address !== undefined && holdsAddress(asked, address);
	});
	const address = own && parseAddress(own.address);
	return (
		address &&
		`holds ${formatAddress(address)}, the ${own?.type} of node ${node.name},`
	);
}

function isWithin(narrow: Prefix, wide: Prefix): boolean {
	return (
		narrow.family === wide.family &&
		wide.first <= narrow.first &&
		narrow.last <= wide.last
	);
}
