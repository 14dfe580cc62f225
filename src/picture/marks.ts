import {
	reservedNetworks,
	unclaimedAddresses,
} from "../check/pool-overlaps.ts";
import {
	addressPrefix,
	arePrefixesNested,
	holdsPrefix,
	type Prefix,
} from "../ip/prefix.ts";
import { someOf } from "../krm/list-of.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { Entry } from "./space.ts";

/**
 * What should not be inside a network of a pool but is: VIP networks, the Avi Controller, and node addresses outside of
 * pod CIDRs.
 */
export function marksIn(
	network: Prefix,
	plan: ClusterPlan,
): { readonly entries: Entry[]; readonly notes: string[] } {
	const reserved = reservedNetworks(plan.cluster).filter(({ prefix }) =>
		arePrefixesNested(network, prefix),
	);
	const addresses = unclaimedAddresses(plan, [network]);
	const entries = [
		...reserved.map(({ kind, prefix, words }): Entry => {
			const inside = holdsPrefix(network, prefix) ? prefix : network;
			return { prefix: inside, state: kind, isRouted: false, text: words };
		}),
		...addresses.map(
			({ address, text, node }): Entry => ({
				prefix: addressPrefix(address),
				state: "node",
				isRouted: false,
				text: `${text} of node ${node}`,
			}),
		),
	];
	const held = addresses.map(({ text, node }) => `${text} of ${node}`);
	const contents = [
		...reserved.map(({ words }) => words),
		...(held.length === 1 ? [`the address ${held[0]}`] : []),
		...(held.length > 1
			? [`${held.length} addresses of nodes (${someOf(held)})`]
			: []),
	];
	const note = `this pool holds ${contents.join(", and ")}`;
	return { entries, notes: contents.length === 0 ? [] : [note] };
}
