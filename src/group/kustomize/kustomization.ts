import { filePath, type Item, itemFolder } from "../../krm/item.ts";
import { pathFrom } from "../../krm/paths.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import { listAt, parsedValue, valueAt } from "../targets/mapping.ts";

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
	const value = parsedValue(item);
	const folder = itemFolder(item);
	const pathsIn = (key: string) =>
		listAt(value, [key]).flatMap((entry) => pathOf(folder, entry));
	const files: PatchFile[] = [
		...pathsIn("patchesStrategicMerge").map((path) => ({ path })),
		...listAt(value, ["patches"]).flatMap((patch) => patchFile(folder, patch)),
	];
	return {
		item,
		folder,
		resources: [...pathsIn("resources"), ...pathsIn("bases")],
		components: pathsIn("components"),
		patches: files,
	};
}

/** The files that kustomizations name and that are no objects to apply: patches, and configurations of their own. */
export function unbuiltFiles(items: readonly Item[]): ReadonlySet<string> {
	const kustomizations = items.filter(isKustomization);
	const files = kustomizations.flatMap((item) => {
		const value = parsedValue(item);
		const folder = itemFolder(item);
		const own = ["generators", "transformers", "configurations"]
			.flatMap((key) => listAt(value, [key]))
			.flatMap((entry) => pathOf(folder, entry));
		return [...readKustomization(item).patches.map(({ path }) => path), ...own];
	});
	const built = new Set(
		kustomizations.flatMap((item) => readKustomization(item).resources),
	);
	return new Set(files.filter((path) => !built.has(path)));
}

/** Fields with which a kustomization makes more of its resources than they are. */
const MAKING = [
	"configMapGenerator",
	"secretGenerator",
	"helmCharts",
	"patches",
	"patchesStrategicMerge",
	"patchesJson6902",
	"namespace",
	"namePrefix",
	"nameSuffix",
	"images",
	"replicas",
	"replacements",
	"labels",
	"commonLabels",
	"commonAnnotations",
];

/** The fields of a kustomization.yaml that change or add objects. */
export function makingFields(item: Item): readonly string[] {
	const value = parsedValue(item);
	return MAKING.filter((key) => valueAt(value, [key]) !== undefined);
}

/** The paths that a kustomization.yaml may name, wherever in it: also those of generators, as `files: [key=path]`. */
export function pathsNamedIn(item: Item): readonly string[] {
	const folder = itemFolder(item);
	return textsIn(parsedValue(item)).flatMap((text) => [
		...pathOf(folder, text),
		...pathOf(folder, text.slice(text.indexOf("=") + 1)),
	]);
}

/** True for a kustomization.yaml that lists what it builds, even if that is nothing. */
export const hasResources = (item: Item): boolean =>
	Array.isArray(valueAt(parsedValue(item), ["resources"]));

function textsIn(value: unknown): string[] {
	const texts: string[] = [];
	// Not by recursion: a value may be deep.
	const rest = [value];
	while (rest.length > 0) {
		const one = rest.pop();
		if (typeof one === "string") texts.push(one);
		else if (Array.isArray(one)) for (const entry of one) rest.push(entry);
		else if (isMapping(one))
			for (const key of Object.keys(one)) rest.push(one[key]);
	}
	return texts;
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
