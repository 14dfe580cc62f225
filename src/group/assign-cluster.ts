import type { Config } from "../config/config.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { filePath, type Item } from "../krm/item.ts";
import { folderOf } from "../krm/paths.ts";

/**
 * The cluster that claims a raw object: by its annotation, else by the longest `clusters[].path` that holds its file,
 * else `clusterName`; undefined when none matches.
 */
export function claimingCluster(
	item: Item,
	config: Config,
): string | undefined {
	return namedCluster(item, config) ?? config.clusterName;
}

/** The cluster of a raw object by its own annotation or file path. */
export function namedCluster(item: Item, config: Config): string | undefined {
	return item.annotations[CLUSTER] ?? byPath(item, config);
}

/** The cluster whose `path` holds the item's file. */
function byPath(item: Item, { clusterOfFolder }: Config): string | undefined {
	const file = clusterOfFolder.size === 0 ? undefined : filePath(item);
	if (file === undefined) return undefined;
	for (let path = file; ; path = folderOf(path)) {
		const name = clusterOfFolder.get(path);
		if (name !== undefined || path === "") return name;
	}
}
