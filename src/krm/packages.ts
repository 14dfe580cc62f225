import { groupBy } from "./group-by.ts";
import { filePath, type Head, itemFolder, packagePath } from "./item.ts";
import { folderOf } from "./paths.ts";

/**
 * Splits items into those of the package that holds `config` (the outermost package when it has no path) and those of
 * each other package. An item's package is its package-path from the orchestrator, and below that the nearest folder
 * with a Kptfile. An item without package-path is new and belongs to the config's package.
 */
export function splitPackage<T extends Head>(
	items: readonly T[],
	config?: Head,
): { readonly own: readonly T[]; readonly foreign: readonly (readonly T[])[] } {
	const hasPath = config !== undefined && filePath(config) !== undefined;
	const ownRoot =
		(hasPath ? packagePath(config) : undefined) ?? outermost(items);
	const rootOf = (item: Head) => packagePath(item) ?? ownRoot ?? "";
	const isOwn = (item: Head) =>
		rootOf(item) === (ownRoot ?? "") &&
		(item.kind !== "Kptfile" || itemFolder(item) === "");
	if (items.every(isOwn)) return { own: items, foreign: [] };
	const key = (root: string, path: string) => `${root}\n${path}`;
	const kptfiles = new Set(
		items
			.filter(({ kind }) => kind === "Kptfile")
			.map((item) => key(rootOf(item), itemFolder(item))),
	);
	const packages = new Map<string, string>();
	const packageOf = (item: Head) => {
		const place = key(rootOf(item), itemFolder(item));
		const known = packages.get(place);
		if (known !== undefined) return known;
		let path = itemFolder(item);
		while (path !== "" && !kptfiles.has(key(rootOf(item), path)))
			path = folderOf(path);
		const found = key(rootOf(item), path);
		packages.set(place, found);
		return found;
	};
	const ownKey = hasPath ? packageOf(config) : key(ownRoot ?? "", "");
	const isHere = (item: T) =>
		filePath(item) === undefined || packageOf(item) === ownKey;
	const foreign = items.filter((item) => !isHere(item));
	return {
		own: items.filter(isHere),
		foreign: [...groupBy(foreign, packageOf).values()],
	};
}

function outermost(items: readonly Head[]): string | undefined {
	let best: string | undefined;
	items.forEach((item) => {
		const path = packagePath(item);
		if (path !== undefined && (best?.length ?? path.length + 1) > path.length)
			best = path;
	});
	return best;
}
