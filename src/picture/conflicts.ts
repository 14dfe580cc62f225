import { heldAddresses } from "../check/pod-cidr-contains-node.ts";
import { reservedNetworks } from "../check/pool-overlaps.ts";
import type { ClusterState } from "../diff/state.ts";
import { NetworkIndex } from "../ip/network-index.ts";
import { arePrefixesNested, type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { VrfGroup } from "./pairs.ts";

/** A network that a node has pods in. */
export interface Claimed {
	readonly prefix: Prefix;
	readonly node: string;
	readonly cluster: string;
}

/** What the networks of nodes are in conflict with, in words. */
export type Conflicts = (claimed: Claimed) => readonly string[];

/** The networks that nodes of a cluster have pods in: those of routed families, or its routes where no more is known. */
export function claimedBy({ name, plan, routes }: ClusterState): Claimed[] {
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
 * Finds the networks of nodes that overlap those of other nodes of the VRF, hold another node's address, or lie in what
 * is reserved for Avi.
 */
export function findConflicts({ pairs }: VrfGroup): Conflicts {
	const states = pairs.flatMap(({ after }) => after ?? []);
	const told = new Map<string, string[]>();
	const tell = (claimed: Claimed, words: string) => {
		const known = told.get(keyOf(claimed));
		if (known === undefined) told.set(keyOf(claimed), [words]);
		else if (!known.includes(words)) known.push(words);
	};
	const claims = states.flatMap(claimedBy);
	const ownerOf = ({ cluster, node }: Claimed) => `${cluster}\n${node}`;
	const index = new NetworkIndex(claims, ownerOf);
	for (const { outer, inner } of index.nestings({ withSameAddress: true })) {
		tell(inner, overlapText(inner, outer));
		tell(outer, overlapText(outer, inner));
	}
	for (const state of states)
		for (const [claimed, words] of ownConflicts(state)) tell(claimed, words);
	return (claimed) => told.get(keyOf(claimed)) ?? [];
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
