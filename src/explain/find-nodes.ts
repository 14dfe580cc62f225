import { type Address, parseAddress } from "../ip/address.ts";
import { areSameBits } from "../ip/bits.ts";
import {
	holdsAddress,
	holdsPrefix,
	type Prefix,
	parsePrefix,
} from "../ip/prefix.ts";
import { groupBy } from "../krm/group-by.ts";
import {
	type JudgedRoute,
	judgeLiveRoutes,
	type LackingRoute,
	type Verdict,
} from "../plan/live-verdicts.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { readAddresses } from "../resolve/next-hop.ts";
import {
	ciliumNodeOf,
	type NodeRoutes,
	type Route,
} from "../resolve/routes.ts";

/** The result for a node, or for a CiliumNode without one. */
export interface Entry extends NodeRoutes {
	/** True when there is a CiliumNode of the name only. */
	readonly isStale?: true;
	/** The running AKO's routes to the node. */
	readonly live: readonly LiveRoute[];
	/** The right routes of the node that AKO lacks, wholly or in part. */
	readonly lacking: readonly LackingRoute[];
}

/** A route that AKO programs; without a verdict when the places of pods are unknown. */
type LiveRoute = Omit<JudgedRoute, "verdict"> & {
	readonly verdict?: Verdict;
};

/** A node that a question is about, and why, in words that follow the question. */
export interface FoundNode {
	readonly plan: ClusterPlan;
	readonly entry: Entry;
	readonly relation: string;
}

/**
 * The nodes that have the name or address, or a pod CIDR that equals, contains or is inside the question; and those
 * to which AKO routes it, rightly or not.
 */
export function findNodes(
	question: string,
	plans: readonly ClusterPlan[],
): FoundNode[] {
	const relate = relationTo(question);
	return plans.flatMap((plan) =>
		entriesOf(plan).flatMap((entry): FoundNode[] => {
			const words = relate(entry);
			const relation = `${words} in cluster ${plan.cluster.name}`;
			return words === undefined ? [] : [{ plan, entry, relation }];
		}),
	);
}

const NOTHING = {
	addresses: [],
	nextHops: {},
	podCIDRs: [],
	routes: [],
	live: [],
	lacking: [],
};

/** The resolved nodes (without an IPAM mode only the nodes), then CiliumNodes without a Node. */
function entriesOf(plan: ClusterPlan): Entry[] {
	const { nodes, cluster, decision } = plan;
	const names = new Set(cluster.nodes.map(({ name }) => name));
	const { live, lacking } = liveByNode(plan);
	const resolved: readonly NodeRoutes[] =
		nodes.length > 0
			? nodes
			: cluster.nodes.map((node) => ({
					...NOTHING,
					node,
					ciliumNode: ciliumNodeOf(cluster, node),
					addresses: readAddresses(node),
				}));
	const stale = [...cluster.ciliumNodes.values()]
		.filter(({ name }) => !names.has(name))
		.map((ciliumNode): Entry => {
			const { name, source } = ciliumNode;
			const node = { name, source };
			const read =
				decision.mode?.source === "CiliumNode"
					? decision.mode.podCIDRs(node, ciliumNode)
					: {};
			return { ...NOTHING, node, ciliumNode, ...read, isStale: true };
		});
	return [
		...resolved.map((entry) => ({
			...entry,
			live: live.get(entry.node.name) ?? [],
			lacking: lacking.get(entry.node.name) ?? [],
		})),
		...stale,
	];
}

/** AKO's routes, and those it lacks, by node. */
function liveByNode(plan: ClusterPlan) {
	const verdicts = judgeLiveRoutes(plan);
	const known: readonly LiveRoute[] =
		verdicts?.judged ??
		(plan.liveAko?.routes ?? []).map((route) => ({ route }));
	const nodeOf = ({ route }: { readonly route: Route }) => route.node;
	return {
		live: groupBy(known, nodeOf),
		lacking: groupBy<LackingRoute, string>(verdicts?.lacking ?? [], nodeOf),
	};
}

/** How a node relates to the question; undefined when it does not. */
function relationTo(question: string): (entry: Entry) => string | undefined {
	const prefix = parsePrefix(question);
	if (prefix !== undefined) return (entry) => relationToPrefix(prefix, entry);
	const address = parseAddress(question);
	if (address !== undefined)
		return (entry) => relationToAddress(address, entry);
	return ({ node, isStale }) =>
		node.name === question
			? `is a ${isStale ? "CiliumNode" : "node"}`
			: undefined;
}

const nameOf = ({ node, isStale }: Entry) =>
	`${isStale ? "CiliumNode" : "node"} ${node.name}`;

function relationToAddress(address: Address, entry: Entry): string | undefined {
	const { addresses, podCIDRs, live } = entry;
	const own = addresses.find(
		({ address: known }) => known !== undefined && areSameBits(known, address),
	);
	if (own !== undefined) return `is the ${own.type} of ${nameOf(entry)}`;
	const cidr = podCIDRs.find(
		({ prefix }) => prefix !== undefined && holdsAddress(prefix, address),
	);
	if (cidr !== undefined)
		return `is in pod CIDR ${cidr.text} of ${nameOf(entry)}`;
	const programmed = live.find(({ route }) =>
		holdsAddress(route.prefix, address),
	);
	return (
		programmed &&
		`is in ${programmed.route.prefix.text}, which AKO programs today to ${nameOf(entry)}`
	);
}

function relationToPrefix(wanted: Prefix, entry: Entry): string | undefined {
	const { addresses, podCIDRs, live } = entry;
	const own = findRelated(
		wanted,
		podCIDRs.flatMap(({ prefix }) => prefix ?? []),
	);
	if (own !== undefined) {
		const { word, prefix } = own;
		const what = word === "is" ? "a pod CIDR" : `pod CIDR ${prefix.text}`;
		return `${word} ${what} of ${nameOf(entry)}`;
	}
	const held = addresses.find(
		({ address }) => address !== undefined && holdsAddress(wanted, address),
	);
	if (held !== undefined)
		return `holds ${held.address?.text}, the ${held.type} of ${nameOf(entry)},`;
	const programmed = findRelated(
		wanted,
		live.map(({ route }) => route.prefix),
	);
	if (programmed === undefined) return undefined;
	const { word, prefix } = programmed;
	const what = word === "is" ? "what" : `${prefix.text}, which`;
	return `${word} ${what} AKO programs today to ${nameOf(entry)}`;
}

/** The first network that equals, contains or is inside the question, with the words for that. */
function findRelated(
	wanted: Prefix,
	prefixes: readonly Prefix[],
): { word: string; prefix: Prefix } | undefined {
	const relations: [word: string, isSo: (prefix: Prefix) => boolean][] = [
		["is", ({ text }) => text === wanted.text],
		["is a part of", (prefix) => holdsPrefix(prefix, wanted)],
		["holds", (prefix) => holdsPrefix(wanted, prefix)],
	];
	for (const [word, isSo] of relations) {
		const prefix = prefixes.find(isSo);
		if (prefix !== undefined) return { word, prefix };
	}
	return undefined;
}
