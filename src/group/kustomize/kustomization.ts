import { filePath, type Item } from "../../krm/item.ts";
import { folderOf, pathFrom } from "../../krm/paths.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import { valueAt, valueRead } from "../targets/mapping.ts";

/** A kustomization.yaml of the package; all paths are relative to the package. */
export interface Kustomization {
	readonly item: Item;
	readonly folder: string;
	/** The files and folders whose objects it builds. */
	readonly resources: readonly string[];
	/** The folders of components, whose patches apply to what it builds. */
	readonly components: readonly string[];
	/** The files that patch what it builds, in order. */
	readonly patches: readonly PatchFile[];
}

/** A file with patches. */
export interface PatchFile {
	readonly path: string;
	/** What it patches; absent where the patch names its object itself. */
	readonly target?: unknown;
}

/** True for the item of a kustomization.yaml, whatever its kind. */
export const isKustomization = (item: Item): boolean =>
	toolOf(filePath(item)) === "Kustomization";

/** Reads a kustomization.yaml. */
export function readKustomization(item: Item): Kustomization {
	const value = valueRead(item.parsed());
	const folder = folderOf(filePath(item) ?? "");
	const pathsIn = (key: string) =>
		listAt(value, key).flatMap((entry) => pathOf(folder, entry));
	const files: PatchFile[] = [
		...pathsIn("patchesStrategicMerge").map((path) => ({ path })),
		...listAt(value, "patches").flatMap((patch) => patchFile(folder, patch)),
	];
	return {
		item,
		folder,
		resources: [...pathsIn("resources"), ...pathsIn("bases")],
		components: pathsIn("components"),
		patches: files,
	};
}

function patchFile(folder: string, patch: unknown): PatchFile[] {
	const target = valueAt(patch, ["target"]);
	return pathOf(folder, valueAt(patch, ["path"])).map((path) =>
		isMapping(target) ? { path, target } : { path },
	);
}

/** A path as a list of one; empty for anything else, such as a patch in the list itself, or a URL. */
function pathOf(folder: string, entry: unknown): string[] {
	if (typeof entry !== "string" || NO_PATH.test(entry)) return [];
	const path = pathFrom(folder, entry);
	return path === undefined ? [] : [path];
}

/** What paths do not have: several lines, or a URL's scheme. */
const NO_PATH = /\n|:\/\//;

function listAt(value: unknown, key: string): readonly unknown[] {
	const list = valueAt(value, [key]);
	return Array.isArray(list) ? list : [];
}
