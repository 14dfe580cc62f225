import type { Config } from "../config/config.ts";
import { API_VERSION } from "../krm/api.ts";
import { filePath, type Item, itemFolder, packagePath } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import {
	configError,
	configWarning,
	inputWarning,
} from "../krm/item-result.ts";
import { shortList } from "../krm/list-of.ts";
import type { Result } from "../krm/result.ts";
import type { Cluster } from "./cluster.ts";
import { rawKindOf } from "./raw/raw-kinds.ts";
import { isSnapshotItem } from "./read-facts.ts";
import { unheldPaths } from "./unheld-paths.ts";

/**
 * Reports subpackages with nodes and without a config: a subpackage is rendered by its own pipeline, so nothing would
 * read them.
 */
export function unreadSubpackage(items: readonly Item[]): Result[] {
	const nodes = items
		.filter((item) => isSnapshotItem(item) || rawKindOf(item)?.kind === "Node")
		.sort(compareItems);
	const hasConfig = items.some(({ kind }) => kind === "AviRoutes");
	const [first] = nodes;
	if (first === undefined || hasConfig) return [];
	const others = nodes.length === 1 ? "" : ` and ${nodes.length - 1} more`;
	const where = packagePath(first) ?? itemFolder(first);
	const message = `the subpackage ${where} is not read, and it has ${first.kind} ${first.name}${others} but no AviRoutes; put one and a pipeline into it, or remove its Kptfile`;
	return [inputWarning(first, message)];
}

/** Reports that arguments of `kpt fn eval` replace the package's own AviRoutes: the user may expect both to apply. */
export function unreadConfigs(
	own: readonly Item[],
	{ source }: Config,
): Result[] {
	if (source?.kind !== "ConfigMap") return [];
	const configs = own.filter(
		({ kind, apiVersion }) =>
			kind === "AviRoutes" && apiVersion === API_VERSION,
	);
	return configs.map((item) =>
		configWarning(
			item,
			`AviRoutes ${item.name} is ignored: the function got ConfigMap ${source.name} as its configuration; remove one of them`,
		),
	);
}

/** Reports entries of the configuration that match no cluster, and a `path` that holds nothing. */
export function unknownClusters(
	config: Config,
	clusters: readonly Cluster[],
	items: readonly Item[],
): Result[] {
	const { source } = config;
	const unheld = unheldPaths(config, items);
	const hasFiles = () => items.some((item) => filePath(item) !== undefined);
	return config.clusters.flatMap(({ name, path }, i) => {
		const place = `spec.clusters[${i}]`;
		const isMissing = isUnknown(name, clusters);
		// With one cluster, a path decides nothing.
		if (unheld[i] !== undefined && (isMissing || clusters.length > 1)) {
			const known = isMissing ? knownNames(clusters) : "";
			const message = `${place}.path of cluster ${name} is ${path}, where no object of this package is; ${known}${unheld[i]}`;
			const field = { field: `${place}.path`, currentValue: path };
			const report = isMissing ? configError : configWarning;
			return [report(source, message, field)];
		}
		if (!isMissing) return [];
		const where = path === undefined ? "" : ` below ${path}`;
		const remedy =
			path === undefined || hasFiles()
				? "correct the name or the path, or remove the entry"
				: "annotate its objects with avi-routes.dev/cluster: they come without the paths of their files";
		const message = `${place} names cluster ${name}, but no Node or ClusterSnapshot${where} belongs to it; ${knownNames(clusters)}${remedy}`;
		const field = { field: `${place}.name`, currentValue: name };
		return [configError(source, message, field)];
	});
}

/** Reports a `spec.clusterName` that no cluster has; without any cluster, another result says so. */
export function staleClusterName(
	{ clusterName: name, source }: Config,
	clusters: readonly Cluster[],
): Result[] {
	if (name === undefined || clusters.length === 0) return [];
	if (!isUnknown(name, clusters)) return [];
	const message = `spec.clusterName is ${name}, but no Node or ClusterSnapshot belongs to it; ${knownNames(clusters)}correct it, or remove it, because a ClusterSnapshot has its own cluster name`;
	const field = { field: "spec.clusterName", currentValue: name };
	return [configError(source, message, field)];
}

/** The clusters that are there, as a part of a message; empty without any. */
function knownNames(clusters: readonly Cluster[]): string {
	const names = clusters.map(({ name }) => name).sort();
	return names.length === 0 ? "" : `known: ${shortList(names, MAX_NAMES)}; `;
}

/** Maximum number of names in a message. */
const MAX_NAMES = 10;

const isUnknown = (name: string, clusters: readonly Cluster[]) =>
	!clusters.some((cluster) => cluster.name === name);
