import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import {
	isBlankYaml,
	parseTemplate,
	parseYaml,
} from "../../text/parse-text.ts";
import {
	entryPaths,
	fieldOf,
	listAt,
	type OwnValues,
	valueAt,
	valueRead,
	wrongShape,
} from "./mapping.ts";
import type { FieldNote, FieldRef, SettingPlace } from "./target.ts";
import {
	isEncrypted,
	type Seen,
	seen,
	type Unknown,
	unknownIn,
} from "./unknown.ts";

/** One of the places that set the values of a chart. Settings are named by their path in the values. */
export interface ValueSource {
	/** Undefined when the source does not have it, so that the next lower source counts. */
	readonly see: (path: readonly string[]) => Seen | undefined;
	readonly where: (path: readonly string[]) => FieldRef;
	/** Where the setting is or would be added; undefined when it must not be written. */
	readonly place: (path: readonly string[]) => SettingPlace | undefined;
	/** True for a file whose settings stay there: what is wrong in it is not overridden above. */
	readonly isKept?: true;
	/** True for a text that is YAML but for what templates put in: it is not edited. */
	readonly isTemplate?: true;
}

/** A source, or why it can't be read. */
export type ReadSource = ValueSource | FieldNote;

const canBeEdited = ({ item, isFixed = false }: OwnValues) =>
	!isFixed && !isEncrypted(item);

/** What shares its text with others by an anchor, an alias or a merge key. */
const SHARING = /[:[{,-]\s+[&*]\w/;

/** True where the object's text has no place for a value, because an edit would change what shares the text. */
export const isShared = (item: Item, path: readonly Step[]) =>
	item.container === undefined &&
	item.mentions(SHARING) &&
	item.edited(path, "") === undefined;

/** As `mappingSource`; or what on the path is no mapping. */
export const checkedSource = (own: OwnValues): ReadSource =>
	wrongShape(own) ?? mappingSource(own);

/** Values that are a mapping of the object. */
export function mappingSource(own: OwnValues): ValueSource {
	const { item, root, path: base } = own;
	const values = valueAt(root, base);
	const isEditable = canBeEdited(own);
	const where = (inside: readonly string[]) => {
		const path = [...base, ...inside];
		return { item, field: fieldOf(path), path };
	};
	return {
		see: (path) => seen(values, path),
		where,
		place: (path) => {
			const place = where(path);
			return isEditable && !isShared(item, place.path) ? place : undefined;
		},
	};
}

/** Longer texts of values are not hand-written and not read. */
export const MAX_VALUES = 1024 * 1024;

/** Values that are YAML in a text of the object, if there is one; or why they can't be read. */
export function textSource(own: OwnValues): ReadSource {
	const { item, root, path: base } = own;
	const found = valueAt(root, base);
	const text = typeof found === "string" ? found : "";
	const field = fieldOf(base);
	const where = (path: readonly string[]) => ({
		item,
		field: path.length === 0 ? field : `${field}: ${fieldOf(path)}`,
		path: base,
	});
	const isEditable = canBeEdited(own);
	const source = (values: unknown): ValueSource => ({
		see: (path) => seen(values, path),
		where,
		place: (path) =>
			isEditable && isMapping(values) && !isShared(item, base)
				? { ...where(path), inner: path }
				: undefined,
	});
	if (text.length > MAX_VALUES)
		return {
			item,
			field,
			message: `${field} is a text of ${text.length} characters, and more than ${MAX_VALUES} are not read; shorten it`,
		};
	if (isBlankYaml(text)) return source({});
	const parsed = parseYaml(text);
	if ("value" in parsed && isMapping(parsed.value)) return source(parsed.value);
	const filled = valueRead(parseTemplate(text));
	if (isMapping(filled))
		return { ...source(filled), place: () => undefined, isTemplate: true };
	// A variable may be replaced by several lines.
	if (unknownIn(text) !== undefined) return source(text);
	const why =
		"problem" in parsed
			? `line ${parsed.line + 1}: ${parsed.problem}`
			: "it is no mapping; correct it";
	return { item, field, message: `${field} is not editable as YAML: ${why}` };
}

/** The entries of a list of names and values, of which each sets what has the dotted name as its path. */
export const namedValues = ({ root, path: list }: OwnValues) =>
	entryPaths(root, list).map((entry) => {
		const path: readonly Step[] = [...entry, "value"];
		const name = String(valueAt(root, [...entry, "name"]));
		return { name, value: valueAt(root, path), path };
	});

/** Values that are set one by one. Of duplicate names the last counts. */
export function namedSource(
	own: OwnValues,
	entries: ReturnType<typeof namedValues>,
	/** Where a new `{name, value}` entry goes; undefined where none is added. */
	addAt?: readonly Step[],
): ValueSource {
	const { item, path: base } = own;
	const isEditable = canBeEdited(own);
	const find = (path: readonly string[]) =>
		entries.findLast(({ name }) => name === path.join("."));
	const where = (setting: readonly string[]) => {
		const path = find(setting)?.path ?? base;
		return { item, field: fieldOf(path), path };
	};
	return {
		see: (path) => {
			const entry = find(path);
			return entry && seen(entry.value, []);
		},
		where,
		place: (path) => {
			const entry = find(path);
			if (!isEditable || isShared(item, entry?.path ?? addAt ?? base))
				return undefined;
			const text = { ...where(path), isText: true } as const;
			if (entry !== undefined) return text;
			return addAt && { ...text, path: addAt, newName: path.join(".") };
		},
	};
}

/** Values that are not read here: all of them, or those at a dotted name and below. */
export function hiddenSource(
	{ item, path }: Pick<OwnValues, "item" | "path">,
	unknown: Unknown,
	name?: string,
): ValueSource {
	const isAbout = (setting: string) =>
		name === undefined || `${setting}.`.startsWith(`${name}.`);
	return {
		see: (setting) => (isAbout(setting.join(".")) ? { unknown } : undefined),
		where: () => ({ item, field: fieldOf(path) }),
		place: () => undefined,
	};
}

/** Values in the files or Secrets that a list of the object names, and that are not read; none for an empty list. */
export function listedSources(
	own: OwnValues,
	nameOf: (entry: unknown) => unknown = (entry) => entry,
): ValueSource[] {
	const list = listAt(own.root, own.path);
	if (list.length === 0) return [];
	const what = `${own.path.at(-1)} (${list.map(nameOf).join(", ")})`;
	return [hiddenSource(own, { kind: "elsewhere", what })];
}
