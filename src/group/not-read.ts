import type { Config } from "../config/config.ts";
import { API_VERSION } from "../krm/api.ts";
import { filePath, type Item, itemFolder, packagePath } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import { resultAt } from "../krm/item-result.ts";
import { shortList } from "../krm/list-of.ts";
import type { Result } from "../krm/result.ts";
import { nearest } from "../read/nearest.ts";

import type { Cluster } from "./cluster.ts";
import { inputError, inputWarning } from "./errors.ts";
import { rawKindOf } from "./raw/raw-kinds.ts";
import { isSnapshotItem } from "./read-facts.ts";
import { unheldPaths } from "./unheld-paths.ts";

/** The kinds of the API version. */
const OWN_KINDS = ["AviRoutes", "ClusterSnapshot", "AviRouteTable"];

/** Errors for unknown kinds of the API group: they are typos, and their content would be ignored. */
export function unknownKinds(items: readonly Item[]): Result[] {
	const unknown = items.filter(
		({ apiVersion, kind }) =>
			apiVersion === API_VERSION && !OWN_KINDS.includes(kind),
	);
	return unknown.map((item) => {
		const guess = nearest(item.kind, OWN_KINDS);
		const advice =
			guess === undefined
				? `accepted: ${OWN_KINDS.join(", ")}`
				: `did you mean ${guess}?`;
		const { kind: currentValue, name } = item;
		const message = `${currentValue} ${name}: ${API_VERSION} has no kind ${currentValue}; ${advice}`;
		return inputError(item, message, { field: "kind", currentValue });
	});
}

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
		resultAt(item, {
			check: "config-invalid",
			severity: "warning",
			message: `AviRoutes ${item.name} is ignored: the function got ConfigMap ${source.name} as its configuration; remove one of them`,
		}),
	);
}

/** Reports entries of the configuration that match no cluster, and a `path` that holds nothing. */
export function unknownClusters(
	config: Config,
	clusters: readonly Cluster[],
	items: readonly Item[],
): Result[] {
	const unheld = unheldPaths(config, items);
	const hasFiles = () => items.some((item) => filePath(item) !== undefined);
	return config.clusters.flatMap(({ name, path }, i) => {
		const place = `spec.clusters[${i}]`;
		const isMissing = isUnknown(name, clusters);
		// With one cluster, a path decides nothing.
		if (unheld[i] !== undefined && (isMissing || clusters.length > 1)) {
			const known = isMissing ? knownNames(clusters) : "";
			const message = `${place}.path of cluster ${name} is ${path}, where no object of this package is; ${known}${unheld[i]}`;
			const severity = isMissing ? "error" : "warning";
			const field = `${place}.path`;
			return [unknownCluster(config, { name: path, field, message, severity })];
		}
		if (!isMissing) return [];
		const where = path === undefined ? "" : ` below ${path}`;
		const remedy =
			path === undefined || hasFiles()
				? "correct the name or the path, or remove the entry"
				: "annotate its objects with avi-routes.dev/cluster: they come without the paths of their files";
		const message = `${place} names cluster ${name}, but no Node or ClusterSnapshot${where} belongs to it; ${knownNames(clusters)}${remedy}`;
		return [unknownCluster(config, { name, field: `${place}.name`, message })];
	});
}

/** Reports a `spec.clusterName` that no cluster has; without any cluster, another result says so. */
export function staleClusterName(
	config: Config,
	clusters: readonly Cluster[],
): Result[] {
	const { clusterName: name } = config;
	if (name === undefined || clusters.length === 0) return [];
	if (!isUnknown(name, clusters)) return [];
	const message = `spec.clusterName is ${name}, but no Node or ClusterSnapshot belongs to it; ${knownNames(clusters)}correct it, or remove it, because a ClusterSnapshot has its own cluster name`;
	return [unknownCluster(config, { name, field: "spec.clusterName", message })];
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

function unknownCluster(
	{ source }: Config,
	problem: Readonly<Record<"field" | "message", string>> &
		Readonly<{ name: string | undefined; severity?: Result["severity"] }>,
): Result {
	const { name: currentValue, severity = "error", ...rest } = problem;
	return resultAt(source, {
		check: "config-invalid",
		severity,
		currentValue,
		...rest,
	});
}
