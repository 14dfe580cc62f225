import { fileIndex, filePath, type Item } from "../../krm/item.ts";
import { isBelow } from "../../krm/paths.ts";
import { isMapping } from "../../read/cut.ts";
import { hasLiveMarks } from "../live-marks.ts";
import { listAt, parsedValue, valueAt } from "../targets/mapping.ts";
import type { ValuesFiles } from "../values-files.ts";
import type { Kustomization } from "./kustomization.ts";
import { patchesIn, pathOf } from "./patch.ts";

/** True for a Kustomization of Flux, which builds a folder of a repository. */
export const isOfFlux = ({ kind, apiVersion }: Item): boolean =>
	kind === "Kustomization" &&
	apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");

/** The objects of a package, the folders of its kustomizations, and its other files. */
export interface Package {
	readonly items: readonly Item[];
	readonly folders: readonly string[];
	readonly files: ValuesFiles;
}

/** The Kustomizations of Flux that build a folder of the package. */
export const fluxKustomizations = (own: Package): Kustomization[] =>
	own.items
		.filter((item) => isOfFlux(item) && !hasLiveMarks(item))
		.flatMap((item) => {
			const spec = valueAt(parsedValue(item), ["spec"]);
			return isMapping(spec) ? readOfFlux(item, spec, own) : [];
		});

function readOfFlux(
	item: Item,
	spec: Readonly<Record<string, unknown>>,
	own: Package,
): Kustomization | [] {
	const path = own.files.pathOf(String(spec.path ?? ""));
	if (path === undefined || isOfAnother(spec, path, own)) return [];
	return {
		item,
		value: { ...spec, namespace: spec.targetNamespace },
		// It is an object: no kustomization includes it as a layer.
		folder: `${filePath(item)}#${fileIndex(item)}`,
		resources: resourcesIn(path, own),
		components: listAt(spec, ["components"]).flatMap((one) =>
			pathOf(path, one),
		),
		patches: patchesIn(item, ["spec"]),
	};
}

/** True where another repository has the path: by its URL or, where that tells nothing, for the root, which all have. */
function isOfAnother(
	{ sourceRef }: Readonly<Record<string, unknown>>,
	path: string,
	{ items, files }: Package,
): boolean {
	const isSource = ({ kind, name }: Item) =>
		kind === "GitRepository" &&
		kind === valueAt(sourceRef, ["kind"]) &&
		name === valueAt(sourceRef, ["name"]);
	const isOwn = items
		.filter(isSource)
		.map((one) =>
			files.isOwnRepository(valueAt(parsedValue(one), ["spec", "url"])),
		);
	if (isOwn.includes(true)) return false;
	return isOwn.includes(false) || path === "";
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
