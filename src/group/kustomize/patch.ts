import { PATH } from "../../krm/annotations.ts";
import { fileIndex, filePath, type Item, itemFolder } from "../../krm/item.ts";
import { pathFrom } from "../../krm/paths.ts";
import { isMapping } from "../../read/cut.ts";
import { splitDocuments, toEntry } from "../../read/documents.ts";
import { makeItem } from "../../read/make-item.ts";
import type { Step } from "../../text/edit-value.ts";
import { parseYaml } from "../../text/parse-text.ts";
import { listAt, parsedValue, valueAt, valueRead } from "../targets/mapping.ts";
import { isOperations, type Operation } from "./json-patch.ts";

/** What changes an object: an object of the same name to be merged with it, or operations. */
export interface Patch {
	/** The object to be merged; of operations the file that they stand in. */
	readonly item: Item;
	readonly operations?: readonly Operation[];
	/** The text that it stands in; absent for an object in a file of its own. */
	readonly text?: TextPlace;
}

/** A text of a kustomization with a patch. */
interface TextPlace {
	readonly item: Item;
	readonly path: readonly Step[];
	/** True for one of several documents in the text. */
	readonly isPart?: boolean;
}

/** An entry of a kustomization with patches, and what they change; without a target a patch names its object itself. */
export type PatchEntry = { readonly target?: unknown } & (
	| { readonly path: string }
	| { readonly patch: Patch }
);

/** The object in which a patch stands. */
export const holderOf = ({ item, text }: Patch): Item => text?.item ?? item;

/** The same patch has the same key. */
export const keyOfPatch = ({ item, text }: Patch): string =>
	keyOfPlace(text ?? { item, path: [] });

/** The key of the patch at a place. */
export const keyOfPlace = ({ item, path }: TextPlace): string =>
	JSON.stringify([filePath(item), fileIndex(item), ...path]);

/** The lists of a kustomization with patches in the order in which they count, and where in an entry the text is. */
const LISTS: readonly (readonly [list: string, ...text: readonly string[]])[] =
	[
		["patchesStrategicMerge"],
		["patches", "patch"],
		["patchesJson6902", "patch"],
	];

/** The patches in fields of a kustomization, in order. One that can't be read is none: kustomize refuses it. */
export function patchesIn(
	item: Item,
	fields: readonly Step[] = [],
): readonly PatchEntry[] {
	const value = parsedValue(item);
	return LISTS.flatMap(([list, ...below]) =>
		listAt(value, [...fields, list]).flatMap((entry, i): PatchEntry[] => {
			const selector = valueAt(entry, ["target"]);
			const target = isMapping(selector) ? { target: selector } : {};
			const file = typeof entry === "string" ? entry : valueAt(entry, ["path"]);
			const [path] = pathOf(itemFolder(item), file);
			if (path !== undefined) return [{ path, ...target }];
			const place = { item, path: [...fields, list, i, ...below] };
			const patches = patchesInText(valueAt(entry, below), place);
			return patches.map((patch) => ({ patch, ...target }));
		}),
	);
}

function patchesInText(text: unknown, place: TextPlace): Patch[] {
	if (typeof text !== "string") return [];
	const value = valueRead(parseYaml(text));
	if (isOperations(value))
		return [{ item: place.item, operations: value, text: place }];
	const wire = { [PATH]: filePath(place.item) ?? "" };
	const all = splitDocuments(text).filter(({ isEmpty }) => !isEmpty);
	const own = all.length > 1 ? { ...place, isPart: true } : place;
	return all.flatMap(({ body, line }) => {
		const made = makeItem(toEntry(body, line, wire));
		return "item" in made ? [{ item: made.item, text: own }] : [];
	});
}

/** A path in a kustomization as a list of one; empty for anything else, such as an object in its place, or a URL. */
export function pathOf(folder: string, entry: unknown): string[] {
	if (typeof entry !== "string" || NO_PATH.test(entry)) return [];
	const path = pathFrom(folder, entry);
	return path === undefined ? [] : [path];
}

/** What paths do not have: several lines, a URL's scheme, or a brace in front. */
const NO_PATH = /\n|:\/\/|^\{/;
