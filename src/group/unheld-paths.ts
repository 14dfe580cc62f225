import type { Config } from "../config/config.ts";
import { filePath, type Item } from "../krm/item.ts";
import { folderOf, isBelow } from "../krm/paths.ts";
import { nearest } from "../read/nearest.ts";

/**
 * For each entry of the configuration with a `path` that holds none of the objects, how to correct it. Undefined for
 * other entries, and where the objects come without files.
 */
export function unheldPaths(
	{ clusters, folder }: Config,
	items: readonly Item[],
): readonly (string | undefined)[] {
	if (clusters.every(({ path }) => path === undefined)) return [];
	const files = items.flatMap((item) => filePath(item) ?? []);
	if (files.length === 0) return [];
	const folders = foldersBelow(folder, files);
	return clusters.map(({ path }) => {
		if (path === undefined || folders.has(path)) return undefined;
		const guess = meant(path, [...folders].slice(1));
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
