import { groupBy } from "../../krm/group-by.ts";
import { fileIndex, filePath, type Item } from "../../krm/item.ts";
import { isBelow } from "../../krm/paths.ts";
import type { Step } from "../../text/edit-value.ts";
import { hasLiveMarks } from "../live-marks.ts";
import { sourcePaths } from "../targets/application-layers.ts";
import { listAt, parsedValue, valueAt } from "../targets/mapping.ts";
import type { ValuesFiles } from "../values-files.ts";
import type { Kustomization } from "./kustomization.ts";
import { patchesIn, pathOf } from "./patch.ts";

/** The objects of a package, the folders of its kustomizations, and its other files. */
interface Package {
	readonly items: readonly Item[];
	readonly folders: readonly string[];
	readonly files: ValuesFiles;
}

/** True for a Kustomization of Flux, which builds a folder of a repository. */
const isOfFlux = ({ kind, apiVersion }: Item): boolean =>
	kind === "Kustomization" &&
	apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");

const isApplication = ({ kind, apiVersion }: Item) =>
	kind === "Application" && apiVersion.startsWith("argoproj.io/");

/** The objects of Flux and Argo CD that build a folder of the package and may patch it, as kustomizations above it. */
export function toolLayers(own: Package): Kustomization[] {
	const repositories = groupBy(
		own.items.filter(({ kind }) => kind === "GitRepository"),
		({ name }) => name,
	);
	return own.items.flatMap((item) => {
		const layersOf = isOfFlux(item)
			? fluxLayers
			: isApplication(item) && argoLayers;
		if (!layersOf || hasLiveMarks(item)) return [];
		return layersOf(item, own, repositories);
	});
}

/** An object as a layer. */
const layer = (
	item: Item,
	fields: readonly Step[],
	{
		path,
		...rest
	}: Pick<Kustomization, "value" | "resources"> & {
		/** The folder that it builds. */
		readonly path: string;
	},
): Kustomization => ({
	item,
	...rest,
	// No kustomization includes it.
	folder: `${filePath(item)}#${fileIndex(item)}`,
	components: listAt(parsedValue(item), [...fields, "components"]).flatMap(
		(one) => pathOf(path, one),
	),
	patches: patchesIn(item, fields),
});

/** The sources of an Application, as layers of the kustomizations that they name (Argo CD, util/kustomize/kustomize.go). */
function argoLayers(item: Item, { folders, files }: Package): Kustomization[] {
	const value = parsedValue(item);
	return sourcePaths(value, ["spec"]).flatMap((source) => {
		const at = (field: string) => valueAt(value, [...source, field]);
		const path = files.pathOf(String(at("path") ?? ""));
		const isOwn = files.isOwnRepository(at("repoURL")) ?? path !== "";
		if (path === undefined || !folders.includes(path) || !isOwn) return [];
		const resources = [path];
		const own = { value: at("kustomize"), path, resources };
		return layer(item, [...source, "kustomize"], own);
	});
}

/** A Kustomization of Flux: a layer of what it builds of its path. */
function fluxLayers(
	item: Item,
	own: Package,
	repositories: ReadonlyMap<string, readonly Item[]>,
): Kustomization[] {
	const at = (...field: string[]) =>
		valueAt(parsedValue(item), ["spec", ...field]);
	const path = own.files.pathOf(String(at("path") ?? ""));
	const isGit = at("sourceRef", "kind") === "GitRepository";
	const name = String(at("sourceRef", "name"));
	const areOwn = (isGit ? (repositories.get(name) ?? []) : []).map((one) =>
		own.files.isOwnRepository(valueAt(parsedValue(one), ["spec", "url"])),
	);
	// Where no URL tells, the root, which all repositories have, may be another's.
	const isOwn =
		areOwn.includes(true) || (!areOwn.includes(false) && path !== "");
	if (path === undefined || !isOwn) return [];
	const value = {
		namePrefix: at("namePrefix"),
		nameSuffix: at("nameSuffix"),
		namespace: at("targetNamespace"),
	};
	return [
		layer(item, ["spec"], { value, path, resources: resourcesIn(path, own) }),
	];
}

/**
 * What Flux builds of a folder: its kustomization, or one that it makes up, of all files and kustomizations below
 * (fluxcd/pkg, kustomize/kustomize_generator.go).
 */
function resourcesIn(
	path: string,
	{ items, folders }: Package,
): readonly string[] {
	const inner = folders.filter((folder) => isBelow(folder, path));
	if (inner.includes(path)) return [path];
	const isOutside = (file: string) =>
		inner.every((folder) => !isBelow(file, folder));
	const files = items
		.map((item) => filePath(item) ?? "")
		.filter((file) => isBelow(file, path) && isOutside(file));
	return [...inner, ...new Set(files)];
}
