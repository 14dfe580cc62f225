import type { Config } from "../config/config.ts";
import { claimingCluster } from "../group/assign-cluster.ts";
import { isDeployable } from "../group/deployable.ts";
import type { Item } from "../krm/item.ts";
import { makeItem } from "../read/make-item.ts";
import type { Applied } from "../write/apply.ts";

/** A resource to apply, with the cluster that it is for where that is known. */
export interface Deployable {
	readonly item: Item;
	readonly cluster: string | undefined;
}

/** The resources that can be applied: no local-config, no inputs; with `only`, without those of other clusters. */
export function deployables(
	{ items, clusterOf }: Applied,
	config: Config,
	only: string | undefined,
): { readonly items: readonly Deployable[] } | { readonly problem: string } {
	const clusters = [...new Set(clusterOf.values())];
	if (only !== undefined && !clusters.includes(only)) {
		return {
			problem: `--only ${only}: there is no such cluster; the package has ${clusters.join(", ") || "none"}`,
		};
	}
	const all = items.flatMap((text): Deployable[] => {
		const made = makeItem(text);
		if (!("item" in made) || !isDeployable(made.item)) return [];
		const { clusterName: _, ...byPlace } = config;
		return [
			{
				item: made.item,
				cluster: clusterOf.get(text) ?? claimingCluster(made.item, byPlace),
			},
		];
	});
	return {
		items: all.filter(
			({ cluster }) =>
				only === undefined || cluster === undefined || cluster === only,
		),
	};
}

/** Says which identity stands twice among the resources: an applier would take one of them at random. */
export function twins(items: readonly Deployable[]): string | undefined {
	const seen = new Map<string, Deployable>();
	for (const entry of items) {
		const { apiVersion, kind, namespace = "", name } = entry.item;
		const key = [
			apiVersion.replace(/\/[^/]*$/, ""),
			kind,
			namespace,
			name,
		].join(" ");
		// The API server makes names up, each another one.
		const other = name === "" ? undefined : seen.get(key);
		if (other !== undefined) {
			const clusters = [other.cluster, entry.cluster]
				.filter((cluster) => cluster !== undefined)
				.join(" and ");
			const whose = clusters === "" ? "" : ` (clusters ${clusters})`;
			return `${kind} ${namespace === "" ? "" : `${namespace}/`}${name} is deployed twice${whose}; render one cluster at a time with --only CLUSTER`;
		}
		seen.set(key, entry);
	}
	return undefined;
}
