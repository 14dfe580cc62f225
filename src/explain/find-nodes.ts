import { cidrsElsewhere, otherModeOf } from "../check/cidrs-elsewhere.ts";
import { type Address, parseAddress } from "../ip/address.ts";
import { areSameBits } from "../ip/bits.ts";
import {
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
	const prefix = parsePrefix(question);
	if (prefix !== undefined)
		return (entry, plan) =>
			relationToPrefix(prefix, entry) ??
			elsewhere(plan, entry, (one) => holdsPrefix(one, prefix));
	const address = parseAddress(question);
	if (address !== undefined)
		return (entry, plan) =>
			relationToAddress(address, entry) ??
			elsewhere(plan, entry, (one) => holdsAddress(one, address));
	return ({ node, isStale }) =>
		node.name === question
			? `is a ${isStale ? "CiliumNode" : "node"}`
			: undefined;
}

/** The relation to a CIDR of the node's pods that no route leads to. */
function elsewhere(
	plan: ClusterPlan,
	entry: Entry,
	isRelated: (prefix: Prefix) => boolean,
): string | undefined {
	const { mode } = plan.decision;
	const found = cidrsElsewhere(plan, entry)?.other.find(
		({ prefix }) => prefix !== undefined && isRelated(prefix),
	);
	if (mode === undefined || found === undefined) return undefined;
	const { fieldName } = otherModeOf(mode);
	return `is in ${found.text}, to which no route leads, in ${fieldName} of ${nameOf(entry)}`;
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
