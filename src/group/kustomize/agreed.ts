import type { Item } from "../../krm/item.ts";
import type { Choices, Claim, Facts } from "../cluster.ts";
import { lockedFacts } from "../install-facts.ts";
import type { Target } from "../targets/target.ts";
import type { Unknown } from "../targets/unknown.ts";
import { sharedLock } from "./cluster-builds.ts";

/**
 * The facts that hold whichever of the kustomizations is that of the cluster: where AKO's clusterName shows it, its own;
 * else settings in which they differ are unknown.
 */
export function agreedFacts(
	{ all, folders }: Choices,
	cluster?: string,
): Facts {
	const found = all.map(({ facts }) => facts);
	const named = found.filter(({ targets }) =>
		targets?.ako?.some(
			({ values }) => cluster && values.clusterName === cluster,
		),
	);
	const [first, ...others] = named.length > 0 ? named : found;
	if (first === undefined || others.length === 0) return first ?? {};
	const { targets, ciliumDesired, ...rest } = first;
	const what = `patches of kustomize, which differ between ${folders}`;
	const isSame = others.every(
		(other) =>
			JSON.stringify(other.ciliumDesired?.data) ===
			JSON.stringify(ciliumDesired?.data),
	);
	return {
		...rest,
		...(isSame && ciliumDesired && { ciliumDesired }),
		targets: {
			...targets,
			ako: (targets?.ako ?? []).map((target, i) =>
				agreed([target, ...others.map((one) => one.targets?.ako?.[i])], what),
			),
			cilium: (targets?.cilium ?? []).map((target, i) =>
				agreed(
					[target, ...others.map((one) => one.targets?.cilium?.[i])],
					what,
				),
			),
		},
	};
}

function agreed<Key extends string>(
	[first, ...others]: readonly [Target<Key>, ...(Target<Key> | undefined)[]],
	what: string,
): Target<Key> {
	const values: Partial<Record<Key, string>> = {};
	const unknown: Partial<Record<Key, Unknown>> = {};
	for (const key of first.keys) {
		const isSame = others.every(
			(one) => one?.values[key] === first.values[key],
		);
		const hidden = [first, ...others].find((one) => one?.unknown[key]);
		if (hidden !== undefined) unknown[key] = hidden.unknown[key] as Unknown;
		else if (!isSame) unknown[key] = { kind: "elsewhere", what };
		else if (first.values[key] !== undefined) values[key] = first.values[key];
	}
	return {
		...first,
		values,
		unknown,
		above: () => undefined,
		place: (key) => {
			const place = first.place(key);
			const isSame = others
				.map((one) => one?.place(key))
				.every(
					(one) => one?.item === place?.item && one?.field === place?.field,
				);
			return isSame && unknown[key] === undefined ? place : undefined;
		},
	};
}

/** The clusters that AKO's clusterName names in what is made of the claim's object. */
export const namesInAko = ({ facts, choices }: Claim): ReadonlySet<string> =>
	new Set(
		(choices?.all ?? [{ facts }])
			.flatMap(({ facts: { targets } }) => targets?.ako ?? [])
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
	for (const { patching } of choices.all)
		for (const item of patching) users.set(item, (users.get(item) ?? 0) + 1);
	const isOwnPatch = (item: Item) => users.get(item) === 1;
	const lock = sharedLock(names, choices.folders, isOwnPatch);
	return { ...rest, facts: lockedFacts(facts, lock) };
}
