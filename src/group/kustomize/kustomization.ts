import { filePath, type Item, itemFolder } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import { toPointer } from "../../text/json-pointer.ts";
import { listAt, parsedValue, valueAt } from "../targets/mapping.ts";
import type { ValuesFiles } from "../values-files.ts";
import { type PatchEntry, patchesIn, pathOf } from "./patch.ts";

/** A kustomization.yaml of the package; all paths are relative to the package. */
export interface Kustomization {
	readonly item: Item;
	readonly value: unknown;
	readonly folder: string;
	/** The files and folders whose objects it builds. */
	readonly resources: readonly string[];
	/** The folders of components, whose patches apply to what it builds. */
	readonly components: readonly string[];
	/** What patches what it builds, in order. */
	readonly patches: readonly PatchEntry[];
}

/** The files of patches. */
export const patchFiles = ({ patches }: Kustomization): string[] =>
	patches.flatMap((one) => ("path" in one ? one.path : []));

/** True for the item of a kustomization.yaml, whatever its kind. */
export const isKustomization = (item: Item): boolean =>
	toolOf(filePath(item)) === "Kustomization";

/** Reads a kustomization.yaml; its replacements are patches, too, where the files of the package are given. */
export function readKustomization(
	item: Item,
	files?: ValuesFiles,
): Kustomization {
	const value = parsedValue(item);
	const folder = itemFolder(item);
	return {
		item,
		value,
		folder,
		resources: pathsIn(value, folder, "resources", "bases"),
		components: pathsIn(value, folder, "components"),
		patches: [
			...patchesIn(item),
			...(files ? replacementsIn(item, value, files) : []),
		],
	};
}

/** Maximum number of kustomizations that are followed on one way. */
export const MAX_DEPTH = 100;

/** The components of a kustomization, and theirs, in the order in which they count. */
export function componentsOf(
	{ components }: Kustomization,
	known: ReadonlyMap<string, Kustomization>,
	seen = new Set<string>(),
): readonly Kustomization[] {
	return components.flatMap((folder) => {
		const component = known.get(folder);
		const isKnown = seen.has(folder) || seen.size > MAX_DEPTH;
		if (component === undefined || isKnown) return [];
		seen.add(folder);
		return [...componentsOf(component, known, seen), component];
	});
}

/** The paths in lists of a kustomization. */
const pathsIn = (value: unknown, folder: string, ...lists: string[]) =>
	lists
		.flatMap((key) => listAt(value, [key]))
		.flatMap((entry) => pathOf(folder, entry));

/** The files that kustomizations name and that are no objects to apply: patches, and configurations of their own. */
export function unbuiltFiles(items: readonly Item[]): ReadonlySet<string> {
	const all = items
		.filter(isKustomization)
		.map((item) => readKustomization(item));
	const built = new Set(all.flatMap(({ resources }) => resources));
	const named = all.flatMap((own) => [
		...patchFiles(own),
		...pathsIn(
			own.value,
			own.folder,
			"generators",
			"transformers",
			"configurations",
		),
	]);
	return new Set(named.filter((path) => !built.has(path)));
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

/** The paths that a kustomization may name, wherever in it: also those of generators, as `files: [key=path]`. */
export const pathsNamedIn = ({ value, folder }: Kustomization): string[] =>
	textsIn(value).flatMap((text) => [
		...pathOf(folder, text),
		...pathOf(folder, text.slice(text.indexOf("=") + 1)),
	]);

function textsIn(value: unknown): string[] {
	if (typeof value === "string") return [value];
	const isHolder = typeof value === "object" && value !== null;
	return isHolder ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * What the replacements of a kustomization write, there or in a file of the package, as operations with a value that is
 * filled in later (kustomize, api/filters/replacement).
 */
const replacementsIn = (
	item: Item,
	value: unknown,
	files: ValuesFiles,
): PatchEntry[] =>
	listAt(value, ["replacements"])
		.flatMap((entry) => {
			const [path] = pathOf(itemFolder(item), valueAt(entry, ["path"]));
			const file = files.at(path);
			return file === undefined ? entry : parsedValue(file);
		})
		.flatMap((one) => listAt(one, ["targets"]))
		.flatMap((one): PatchEntry[] => {
			const target = valueAt(one, ["select"]);
			const filled = `{{replacements of ${filePath(item)}}}`;
			const operations = listAt(one, ["fieldPaths"]).map((path) => ({
				op: "replace" as const,
				path: toPointer(stepsOf(String(path))),
				value: filled,
			}));
			const isSome = isMapping(target) && operations.length > 0;
			return isSome ? [{ target, patch: { item, operations } }] : [];
		});

/** The steps of a path between dots, of which one after a backslash belongs to a step. */
const stepsOf = (path: string): string[] =>
	path.split(/(?<!\\)\./).map((step) => step.replaceAll("\\.", "."));
