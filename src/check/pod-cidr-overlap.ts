import { comparePrefixes } from "../ip/prefix.ts";
import { type Check, forEachCluster } from "./check.ts";
import { type ClaimedPrefix, claimedPrefixes } from "./claimed-prefixes.ts";

export const podCidrOverlap: Check = {
	id: "pod-cidr-overlap",
	severity: "error",
	description:
		"One node's CIDR contains another node's. AKO does not notice and programs both; the narrower route wins, so a part of the wider node's pods can't be reached.",
	remediation:
		"find out which CIDR is wrong, and have its node get another one (in cluster-pool mode: delete its CiliumNode)",
	check: forEachCluster((plan) =>
		overlaps(claimedPrefixes(plan)).map(({ wide, narrow }) => ({
			message: `pod CIDR ${wide.prefix.text} of node ${wide.node} contains ${narrow.prefix.text} of node ${narrow.node}`,
			item: narrow.cidr.source.item,
			field: narrow.cidr.field,
			currentValue: narrow.cidr.text,
		})),
	),
};

/**
 * For each network, the narrowest other node's that contains it. Networks nest or are apart, so one pass over them in
 * order, with a stack of those that are still open, finds all.
 */
function overlaps(
	claims: readonly ClaimedPrefix[],
): { wide: ClaimedPrefix; narrow: ClaimedPrefix }[] {
	const found: { wide: ClaimedPrefix; narrow: ClaimedPrefix }[] = [];
	const open: ClaimedPrefix[] = [];
	for (const narrow of [...claims].sort((a, b) =>
		comparePrefixes(a.prefix, b.prefix),
	)) {
		while (open.length > 0 && !contains(open.at(-1) as ClaimedPrefix, narrow))
			open.pop();
		const wide = open.findLast(
			(claim) =>
				claim.node !== narrow.node &&
				claim.prefix.first !== narrow.prefix.first,
		);
		if (wide !== undefined) found.push({ wide, narrow });
		open.push(narrow);
	}
	return found;
}

function contains(
	{ prefix: wide }: ClaimedPrefix,
	{ prefix: narrow }: ClaimedPrefix,
): boolean {
	return (
		wide.family === narrow.family &&
		wide.first <= narrow.first &&
		narrow.last <= wide.last
	);
}
