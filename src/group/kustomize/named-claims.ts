import type { Item } from "../../krm/item.ts";
import type { Claim } from "../claim.ts";
import { lockedFacts } from "../install-facts.ts";
import { agreedFacts } from "./agreed.ts";
import { overlaysIn, sharedLock, sharers } from "./cluster-builds.ts";

/** The clusters that AKO's clusterName names in what is made of the claim's object. */
export const namesInAko = ({ facts, choices }: Claim): ReadonlySet<string> =>
	new Set(
		(choices?.all ?? [facts])
			.flatMap(({ targets }) => targets?.ako ?? [])
			.flatMap(({ values }) => values.clusterName ?? []),
	);

/**
 * The claim as it is for a cluster: with what its kustomizations agree on. Where some of them are of other clusters, or may
 * be because nothing but the name says whose they are, only the patches that one of them has for itself are edited.
 */
export function decided(claim: Claim, cluster: string, isOnly: boolean): Claim {
	const { choices, ...rest } = claim;
	if (choices === undefined) return claim;
	const facts = agreedFacts(choices, cluster);
	const names = [...namesInAko(claim)];
	const isOwn = names.every((name) => name === cluster);
	if (isOwn && (isOnly || claim.cluster !== undefined))
		return { ...rest, facts };
	const users = new Map<Item, number>();
	for (const items of choices.patching)
		for (const item of items) users.set(item, (users.get(item) ?? 0) + 1);
	const by = names.length > 1 ? sharers(names) : overlaysIn(choices.folders);
	const lock = sharedLock(by, (item) => users.get(item) === 1);
	return { ...rest, facts: lockedFacts(facts, lock) };
}
