import { filePath, type Head, packagePath } from "./item.ts";
import { folderOf } from "./paths.ts";

/** Items of one package, and those of its subpackages. */
export interface PackageSplit<T extends Head> {
	readonly own: readonly T[];
	readonly foreign: readonly T[];
}

/**
 * Splits items into those of the package that holds `config` (the outermost package when it has no path) and all
 * others. A package is told by the orchestrator's package-path, and below that by the nearest folder with a Kptfile.
 */
export function splitPackage<T extends Head>(
	items: readonly T[],
	config?: Head,
): PackageSplit<T> {
	const kptfiles = new Set(
		items
			.filter((item) => item.kind === "Kptfile")
			.map((item) => key(packagePath(item), folderOf(filePath(item) ?? ""))),
	);
	const packageOf = (item: Head) => {
		const root = packagePath(item);
		let folder = folderOf(filePath(item) ?? "");
		while (folder !== "" && !kptfiles.has(key(root, folder)))
			folder = folderOf(folder);
		return key(root, folder);
	};
	const hasPath = config !== undefined && filePath(config) !== undefined;
	const ownKey = hasPath ? packageOf(config) : key(outermost(items), "");
	const own: T[] = [];
	const foreign: T[] = [];
	for (const item of items) {
		const isOwn = filePath(item) === undefined || packageOf(item) === ownKey;
		(isOwn ? own : foreign).push(item);
	}
	return { own, foreign };
}

const key = (root: string | undefined, folder: string) =>
	`${root ?? ""}\n${folder}`;

function outermost(items: readonly Head[]): string | undefined {
	const roots = items.map(packagePath).filter((path) => path !== undefined);
	return roots.reduce<string | undefined>(
		(best, path) =>
			best === undefined || path.length < best.length ? path : best,
		undefined,
	);
}
