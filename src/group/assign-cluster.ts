import type { Config } from "../config/config.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { filePath, type Item } from "../krm/item.ts";
import { isBelow, joinFolders } from "../krm/paths.ts";

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
function byPath(item: Item, { clusters, folder }: Config): string | undefined {
	const file = clusters.length === 0 ? undefined : filePath(item);
	if (file === undefined) return undefined;
	const [holding] = clusters
		.flatMap(({ name, path }) =>
			path === undefined ? [] : [{ name, path: joinFolders(folder, path) }],
		)
		.filter(({ path }) => isBelow(file, path))
		.sort((a, b) => b.path.length - a.path.length);
	return holding?.name;
}
