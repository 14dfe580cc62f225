import { groupBy } from "../../krm/group-by.ts";
import type { Item } from "../../krm/item.ts";
import type { Claim } from "../claim.ts";
import type { Facts } from "../cluster.ts";
import { lockedClaim } from "../install-facts.ts";
import type { Target } from "../targets/target.ts";
import { sharedLock } from "./cluster-builds.ts";

/**
 * The claim by the clusters that AKO's clusterName in it names. Where several kustomizations make different things of the
 * object, each name has what is made for it, and edits what no other has.
 */
export function claimsByName(claim: Claim): ReadonlyMap<string, Claim> {
	const { choices, ...rest } = claim;
	const all = choices?.all ?? [claim.facts];
	const named = groupBy(all, nameInAko);
	const users = usersOf(all);
	const names = [...named.keys()].filter((name) => name !== undefined);
	const isOwn = (item: Item) => users.get(item)?.size === 1;
	const lock = sharedLock(names, isOwn);
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

/** The clusters, by AKO's names, that edit settings in each object. */
function usersOf(all: readonly Facts[]) {
	const users = new Map<Item, Set<string | undefined>>();
	for (const facts of all)
		for (const item of placesIn(facts)) {
			const own = users.get(item) ?? new Set();
			users.set(item, own.add(nameInAko(facts)));
		}
	return users;
}

const placesIn = ({
	targets: { ako = [], cilium = [] } = {},
}: Facts): Item[] => [...ako.flatMap(placesOf), ...cilium.flatMap(placesOf)];

const placesOf = <Key extends string>({ keys, place }: Target<Key>): Item[] =>
	keys.flatMap((key) => place(key)?.item ?? []);
