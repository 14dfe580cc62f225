import type { Choices } from "../claim.ts";
import type { Facts } from "../cluster.ts";
import type { Target } from "../targets/target.ts";
import type { Unknown } from "../targets/unknown.ts";

/**
 * The facts that hold whichever of the kustomizations is that of the cluster: where AKO's clusterName shows it, its own;
 * else settings in which they differ are unknown.
 */
export function agreedFacts(
	{ all, folders }: Choices,
	cluster?: string,
): Facts {
	const named = all.filter(({ targets }) =>
		targets?.ako?.some(
			({ values }) => cluster && values.clusterName === cluster,
		),
	);
	const fit = named.length > 0 ? named : all;
	const [first, ...others] = fit;
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
