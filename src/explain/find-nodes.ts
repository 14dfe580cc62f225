import { cidrsElsewhere, otherModeOf } from "../check/cidrs-elsewhere.ts";
import { parseAddress } from "../ip/address.ts";
import {
	addressPrefix,
	holdsAddress,
	holdsPrefix,
	type Prefix,
	parsePrefix,
} from "../ip/prefix.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Entry, entriesOf } from "./entry.ts";

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
			const words = relate(entry, plan);
			const relation = `${words} in cluster ${plan.cluster.name}`;
			return words === undefined ? [] : [{ plan, entry, relation }];
		}),
	);
}

/** How a node relates to the question; undefined when it does not. */
function relationTo(
	question: string,
): (entry: Entry, plan: ClusterPlan) => string | undefined {
	const address = parseAddress(question);
	const isAddress = address !== undefined;
	const wanted = isAddress ? addressPrefix(address) : parsePrefix(question);
	if (wanted === undefined)
		return ({ node, isStale }) =>
			node.name === question
				? `is a ${isStale ? "CiliumNode" : "node"}`
				: undefined;
	return (entry, plan) =>
		relationToNetwork({ ...wanted, isAddress }, entry) ??
		elsewhere(wanted, plan, entry);
}

/** The relation to a CIDR of the node's pods that no route leads to. */
function elsewhere(
	wanted: Prefix,
	plan: ClusterPlan,
	entry: Entry,
): string | undefined {
	const { mode } = plan.decision;
	const found = cidrsElsewhere(plan, entry)?.other.find(
		({ prefix }) => prefix !== undefined && holdsPrefix(prefix, wanted),
	);
	if (mode === undefined || found === undefined) return undefined;
	const { fieldName } = otherModeOf(mode);
	return `is in ${found.text}, to which no route leads, in ${fieldName} of ${nameOf(entry)}`;
}

const nameOf = ({ node, isStale }: Entry) =>
	`${isStale ? "CiliumNode" : "node"} ${node.name}`;

/** A network that is asked for, or the one that holds nothing but an address. */
type Wanted = Prefix & { readonly isAddress: boolean };

function relationToNetwork(wanted: Wanted, entry: Entry): string | undefined {
	const { addresses, podCIDRs, live } = entry;
	const { isAddress } = wanted;
	const name = nameOf(entry);
	const held = addresses.find(
		({ address }) => address !== undefined && holdsAddress(wanted, address),
	);
	if (isAddress && held !== undefined) return `is the ${held.type} of ${name}`;
	const networks = podCIDRs.flatMap(({ prefix, text }) =>
		prefix ? { ...prefix, ...(isAddress && { text }) } : [],
	);
	const own = findRelated(wanted, networks);
	if (own !== undefined) {
		const { word, prefix } = own;
		const what = word === "is" ? "a pod CIDR" : `pod CIDR ${prefix.text}`;
		return `${word} ${what} of ${name}`;
	}
	if (held !== undefined)
		return `holds ${held.address?.text}, the ${held.type} of ${name},`;
	const programmed = findRelated(
		wanted,
		live.map(({ route }) => route.prefix),
	);
	if (programmed === undefined) return undefined;
	const { word, prefix } = programmed;
	const what = word === "is" ? "what" : `${prefix.text}, which`;
	return `${word} ${what} AKO programs today to ${name}`;
}

/** The first network that equals, contains or is inside the wanted one, with the words for that; an address is in it. */
function findRelated(
	wanted: Wanted,
	prefixes: readonly Prefix[],
): { word: string; prefix: Prefix } | undefined {
	const within = wanted.isAddress ? "is in" : "is a part of";
	const relations: [word: string, isSo: (prefix: Prefix) => boolean][] = [
		["is", ({ text }) => !wanted.isAddress && text === wanted.text],
		[within, (prefix) => holdsPrefix(prefix, wanted)],
		["holds", (prefix) => holdsPrefix(wanted, prefix)],
	];
	for (const [word, isSo] of relations) {
		const prefix = prefixes.find(isSo);
		if (prefix !== undefined) return { word, prefix };
	}
	return undefined;
}
