import type { Groups } from "../group/group.ts";
import { parsedValue, valueAt } from "../group/targets/mapping.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { dnsName } from "../krm/dns-name.ts";
import { filePath, type Item } from "../krm/item.ts";

/** All items, and what is known of them. */
export interface ItemGroups extends Groups {
	readonly items: readonly Item[];
}

/** The items without what earlier runs emitted for other clusters; all of them without a name. */
export function onlyOutputs(
	groups: ItemGroups,
	name: string | undefined,
): ItemGroups {
	if (name === undefined) return groups;
	const others = groups.clusters.filter((cluster) => cluster.name !== name);
	const isOther = (item: Item) =>
		clusterLabel(item) === undefined
			? others.some((other) => isOutputOf(other.name, item))
			: !isOutputOf(name, item);
	const left = new Set(groups.earlier.filter(isOther));
	const kept = (items: readonly Item[]) =>
		items.filter((item) => !left.has(item));
	return {
		...groups,
		items: kept(groups.items),
		own: kept(groups.own),
		earlier: kept(groups.earlier),
	};
}

/** True for an output that an earlier run emitted for the cluster. */
export function isOutputOf(cluster: string, item: Item): boolean {
	const label = clusterLabel(item);
	// Below the output folder, which may have any name.
	const folders = (filePath(item) ?? "").split("/").slice(1, -1);
	return label === undefined
		? folders.includes(dnsName(cluster))
		: label === cluster || label === dnsName(cluster);
}

/** The cluster that an output names, by its label or annotation. */
export function clusterLabel(item: Item): unknown {
	const value = parsedValue(item);
	return (
		valueAt(value, ["metadata", "labels", CLUSTER]) ?? item.annotations[CLUSTER]
	);
}
