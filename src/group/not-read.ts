import type { Config } from "../config/config.ts";
import { OWNER } from "../krm/annotations.ts";
import { API_VERSION } from "../krm/api.ts";
import { filePath, type Item, itemFolder, packagePath } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import {
	configError,
	configWarning,
	inputWarning,
} from "../krm/item-result.ts";
import { shortList } from "../krm/list-of.ts";
import { compareText } from "../krm/order.ts";
import { folderOf, isBelow } from "../krm/paths.ts";
import type { Result } from "../krm/result.ts";
import { nearest } from "../read/nearest.ts";
import type { Cluster } from "./cluster.ts";
import { rawKindOf } from "./raw/raw-kinds.ts";
import { isSnapshotItem } from "./read-facts.ts";

/**
 * Reports subpackages with nodes and without a config: a subpackage is rendered by its own pipeline, so nothing would
 * read them. Those with one are told where the package has no cluster of its own (`isAlone`).
 */
export function unreadSubpackages(
	subpackages: readonly (readonly Item[])[],
	isAlone: boolean,
): Result[] {
	const found = subpackages.flatMap((items) => {
		const nodes = items
			.filter(
				(item) => isSnapshotItem(item) || rawKindOf(item)?.kind === "Node",
			)
			.sort(compareItems);
		const hasConfig = items.some(({ kind }) => kind === "AviRoutes");
		const [first] = nodes;
		if (first === undefined) return [];
		const where = packagePath(first) ?? itemFolder(first);
		return [{ first, where, count: nodes.length, hasConfig }];
	});
	const rendered = found
		.filter(({ hasConfig }) => hasConfig && isAlone)
		.sort((a, b) => compareText(a.where, b.where));
	const results = rendered.slice(0, 1).map(({ first }) => {
		const folders = shortList(rendered.map(({ where }) => where));
		const message = `the clusters are in subpackages, which their own pipelines render (${folders}); the package above them needs no AviRoutes, and no avi-routes in its pipeline`;
		return inputWarning(first, message);
	});
	const unread = found.filter(({ hasConfig }) => !hasConfig);
	return [
		...results,
		...unread.map(({ first, where, count }) => {
			const others = count === 1 ? "" : ` and ${count - 1} more`;
			const message = `the subpackage ${where} is not read, and it has ${first.kind} ${first.name}${others} but no AviRoutes; put one and a pipeline into it, or remove its Kptfile`;
			return inputWarning(first, message);
		}),
	];
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

/** Reports that kpt gives a part of the package alone: it writes new outputs beside the earlier ones, which are not seen. */
export function unseenOutputs(
	items: readonly Item[],
	{ source }: Config,
): Result[] {
	const isWhole = items.some(
		({ kind, annotations }) =>
			kind === "Kptfile" || annotations[OWNER] !== undefined,
	);
	if (isWhole || items.every((item) => packagePath(item) === undefined))
		return [];
	const message =
		"kpt gives this function a part of the package, without the Kptfile and earlier outputs: each render adds the outputs once more; remove selectors and exclude of avi-routes from the Kptfile, and render again";
	return [configWarning(source, message)];
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

/**
 * For each entry of the configuration with a `path` that holds none of the objects, how to correct it. Undefined for
 * other entries, and where the objects come without files.
 */
function unheldPaths(
	{ clusters, folder }: Config,
	items: readonly Item[],
): readonly (string | undefined)[] {
	if (clusters.every(({ path }) => path === undefined)) return [];
	const files = items.flatMap((item) => filePath(item) ?? []);
	if (files.length === 0) return [];
	const folders = foldersBelow(folder, files);
	const taken = new Set(clusters.map(({ path }) => path));
	const free = [...folders].slice(1).filter((known) => !taken.has(known));
	return clusters.map(({ path }) => {
		if (path === undefined || folders.has(path)) return undefined;
		const guess = meant(path, free);
		return guess === undefined
			? "correct it (it is relative to the folder of the AviRoutes), or remove it"
			: `did you mean ${guess}?`;
	});
}

/** The folder that the path was meant to be: one that it ends with or that ends with it, else a near one. */
function meant(path: string, folders: readonly string[]): string | undefined {
	const [tail] = folders
		.filter((known) => path.endsWith(`/${known}`) || known.endsWith(`/${path}`))
		.sort((a, b) => b.length - a.length);
	return tail ?? nearest(path, folders);
}

/** The folders of the files, and those above them, relative to the folder; it is empty itself. */
function foldersBelow(
	folder: string,
	files: readonly string[],
): ReadonlySet<string> {
	const found = new Set([""]);
	for (const file of files) {
		let path = folderOf(file);
		for (; path !== folder && isBelow(path, folder); path = folderOf(path)) {
			const own = folder === "" ? path : path.slice(folder.length + 1);
			if (found.has(own)) break;
			found.add(own);
		}
	}
	return found;
}
