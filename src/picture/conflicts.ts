import { heldAddresses } from "../check/pod-cidr-contains-node.ts";
import { reservedNetworks } from "../check/pool-overlaps.ts";
import type { ClusterState } from "../diff/state.ts";
import { NetworkIndex } from "../ip/network-index.ts";
import { arePrefixesNested, type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { VrfGroup } from "./pairs.ts";

/** A network that a node has pods in. */
interface Claimed {
	readonly prefix: Prefix;
	readonly node: string;
	readonly cluster: string;
}

/** The networks of nodes that have conflicts, with the conflicts in words. */
export interface Conflicts {
	readonly claims: readonly Claimed[];
	readonly of: (claimed: Claimed) => readonly string[];
}

/** The pod networks of a cluster's nodes: those of routed families, or its routes when only these are known. */
function claimedBy({ name, plan, routes }: ClusterState): Claimed[] {
	if (plan !== undefined)
		return plan.claims.map(({ prefix, node }) => ({
			prefix,
			node,
			cluster: name,
		}));
	return routes.flatMap(({ prefix: text, node }) => {
		const prefix = parsePrefix(text);
		return prefix === undefined ? [] : [{ prefix, node, cluster: name }];
	});
}

/**
 * Finds the networks of nodes that overlap those of other nodes of the VRF, hold another node's address, or lie in
 * networks reserved for Avi.
 */
export function findConflicts({ pairs }: VrfGroup): Conflicts {
	const states = pairs.flatMap(({ after }) => after ?? []);
	const found = new Map<string, ConflictWords>();
	const add = (claimed: Claimed, words: string) => {
		const known = found.get(keyOf(claimed)) ?? { claimed, words: [], more: 0 };
		found.set(keyOf(claimed), known);
		if (known.words.includes(words)) return;
		if (known.words.length < MAX_CONFLICTS) known.words.push(words);
		else known.more++;
	};
	const ownerOf = ({ cluster, node }: Claimed) => `${cluster}\n${node}`;
	const index = new NetworkIndex(states.flatMap(claimedBy), ownerOf);
	for (const { outer, inner } of index.nestings({ withSameAddress: true })) {
		add(inner, overlapText(inner, outer));
		add(outer, overlapText(outer, inner));
	}
	for (const state of states)
		for (const [claimed, words] of ownConflicts(state)) add(claimed, words);
	const claims = [...found.values()].map(({ claimed }) => claimed);
	const of = (claimed: Claimed) => {
		const known = found.get(keyOf(claimed));
		if (known === undefined) return [];
		const { words, more } = known;
		return more === 0 ? words : [...words, `and ${more} more`];
	};
	return { claims, of };
}

/** Maximum number of conflicts listed per network. */
const MAX_CONFLICTS = 2;

/** The listed conflicts of a network, and the number of others. */
interface ConflictWords {
	readonly claimed: Claimed;
	readonly words: string[];
	more: number;
}

const keyOf = ({ cluster, node, prefix }: Claimed) =>
	[cluster, node, prefix.text].join("\n");

function overlapText(own: Claimed, { cluster, node, prefix }: Claimed): string {
	const where = cluster === own.cluster ? "" : ` in cluster ${cluster}`;
	return `overlaps ${prefix.text} of ${node}${where}`;
}

/** Conflicts of a cluster with addresses of its own. */
function* ownConflicts(
	state: ClusterState,
): Generator<readonly [Claimed, string]> {
	const { name, plan } = state;
	if (plan === undefined) return;
	for (const [{ prefix, node }, { text, node: other }] of heldAddresses(plan))
		yield [
			{ prefix, node, cluster: name },
			`holds ${text}, the address of ${other}`,
		];
	for (const reserved of reservedNetworks(plan.cluster))
		for (const claimed of claimedBy(state))
			if (arePrefixesNested(reserved.prefix, claimed.prefix))
				yield [claimed, `overlaps ${reserved.words}`];
}
