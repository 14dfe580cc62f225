import { groupBy } from "../../krm/group-by.ts";
import type { Item } from "../../krm/item.ts";
import type { Claim } from "../claim.ts";
import type { Facts } from "../cluster.ts";
import { lockedClaim } from "../install-facts.ts";
import { sharedLock, sharers } from "./cluster-builds.ts";

/**
 * The claim by the clusters that AKO's clusterName in it names. Where several kustomizations make different things of the
 * object, each name has what is made for it, and edits the patches that no other has.
 */
export function claimsByName(claim: Claim): ReadonlyMap<string, Claim> {
	const { choices, ...rest } = claim;
	const all = choices?.all ?? [claim.facts];
	const named = groupBy(all, nameInAko);
	const names = [...named.keys()].filter((name) => name !== undefined);
	const users = new Map<Item, number>();
	for (const items of choices?.patching ?? [])
		for (const item of items) users.set(item, (users.get(item) ?? 0) + 1);
	const by =
		names.length > 1
			? sharers(names)
			: `the kustomizations in ${choices?.folders}`;
	const lock = sharedLock(by, (item) => users.get(item) === 1);
	return new Map(
		names.map((name) => {
			const own = named.get(name) as [Facts, ...Facts[]];
			const one: Claim = { ...rest, facts: own[0] };
			if (choices === undefined) return [name, one];
			const some = { ...one, choices: { ...choices, all: own } };
			return [name, lockedClaim(own.length > 1 ? some : one, lock)];
		}),
	);
}

/** AKO's clusterName; undefined where there is none, or several. */
function nameInAko({ akoConfig, targets }: Facts): string | undefined {
	const names = new Set([
		...(akoConfig ? [akoConfig.data.clusterName] : []),
		...(targets?.ako ?? []).map(({ values }) => values.clusterName),
	]);
	const [name] = names;
	return names.size === 1 ? name : undefined;
}
