import type { Config } from "../config/config.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { filePath, type Item } from "../krm/item.ts";
import { folderOf, joinFolders } from "../krm/paths.ts";

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

/** The cluster whose `path` holds the item's file: of several the longest. */
function byPath(item: Item, config: Config): string | undefined {
	const file = config.clusters.length === 0 ? undefined : filePath(item);
	if (file === undefined) return undefined;
	const clusters = clustersByPath(config);
	for (let path = file; path !== ""; path = folderOf(path)) {
		const cluster = clusters.get(path);
		if (cluster !== undefined) return cluster;
	}
	return clusters.get("");
}

/** Every object is looked up, also in packages of thousands of clusters. */
const known = new WeakMap<Config, ReadonlyMap<string, string>>();

/** The names of the clusters by their paths, relative to where all paths are; of one path the first counts. */
function clustersByPath(config: Config): ReadonlyMap<string, string> {
	const { clusters, folder } = config;
	const all =
		known.get(config) ??
		new Map(
			clusters
				.toReversed()
				.flatMap(({ name, path }): [string, string][] =>
					path === undefined ? [] : [[joinFolders(folder, path), name]],
				),
		);
	known.set(config, all);
	return all;
}
