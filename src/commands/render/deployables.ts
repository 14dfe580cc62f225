import type { Config } from "../../config/config.ts";
import { claimingCluster } from "../../group/assign-cluster.ts";
import { isDeployable } from "../../group/deployable.ts";
import { unbuiltFiles } from "../../group/kustomize/kustomization.ts";
import { capped } from "../../krm/capped.ts";
import { filePath, type Item, namespacedName } from "../../krm/item.ts";
import { joinFolders } from "../../krm/paths.ts";
import { makeItem } from "../../read/make-item.ts";
import type { Applied } from "../../write/apply.ts";

/** A resource to apply. */
export interface Deployable {
	readonly item: Item;
	/** Its cluster, if known. */
	readonly cluster: string | undefined;
	/** Its file, relative to the folder that is rendered. */
	readonly path: string;
}

/** The resources of a package that can be applied: no local-config, no inputs; `folder` is where the package is. */
export function deployables(
	{ items, clusterOf, stamped }: Applied,
	{ clusterName: _, ...byPlace }: Config,
	folder: string,
): Deployable[] {
	const read = items.flatMap((text) => {
		const made = stamped.has(text) ? undefined : makeItem(text);
		return made !== undefined && "item" in made
			? [{ text, item: made.item }]
			: [];
	});
	const unbuilt = unbuiltFiles(read.map(({ item }) => item));
	return read.flatMap(({ text, item }): Deployable[] => {
		const isBuilt = !unbuilt.has(filePath(item) ?? "");
		if (!isBuilt || !isDeployable(item)) return [];
		const { kind, name, namespace = "" } = item;
		const path =
			filePath(item) ??
			joinFolders(namespace, `${kind}_${name}.yaml`.toLowerCase());
		const cluster = clusterOf.get(text) ?? claimingCluster(item, byPlace);
		return [{ item, cluster, path: joinFolders(folder, path) }];
	});
}

/**
 * Reports duplicate identities among the resources: an applier would use either of two. Only the first is told in full.
 * `onlyBy` selects a cluster.
 */
export function findDuplicate(
	items: readonly Deployable[],
	onlyBy: string,
): string | undefined {
	const seen = new Map<string, Deployable>();
	const found: string[] = [];
	const others = new Set<string>();
	for (const entry of items) {
		const { apiVersion, kind, namespace = "", name } = entry.item;
		const group = apiVersion.replace(/\/[^/]*$/, "");
		const key = [group, kind, namespace, name].join(" ");
		// The API server generates these names, each a different one.
		const other = name === "" ? undefined : seen.get(key);
		if (other === undefined) seen.set(key, entry);
		else if (found.length > 0) others.add(`${nameOf(entry)} (${entry.path})`);
		else found.push(duplicateText(other, entry, onlyBy));
	}
	const [first] = found;
	if (first === undefined || others.size === 0) return first;
	const named = capped([...others], 3, (rest) => `${rest} more`).join(", ");
	return `${first}; so are ${named}`;
}

const nameOf = ({ item }: Deployable) => `${item.kind} ${namespacedName(item)}`;

function duplicateText(
	first: Deployable,
	second: Deployable,
	onlyBy: string,
): string {
	const places = [first, second].map(({ path, cluster }) =>
		cluster === undefined ? path : `${path} (cluster ${cluster})`,
	);
	const from = [...new Set(places)].join(" and ");
	const areOfTwo =
		first.cluster !== undefined &&
		second.cluster !== undefined &&
		first.cluster !== second.cluster;
	const remedy = areOfTwo
		? `render one cluster at a time with ${onlyBy} CLUSTER`
		: first.path === second.path
			? "remove one of them"
			: "remove one of them or name its file in .krmignore, or both files where kustomize builds what is applied";
	return `${nameOf(second)} is deployed twice, from ${from}; ${remedy}`;
}
