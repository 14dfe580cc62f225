import { AKO_KEYS, akoSettingRow } from "../../model/ako-settings.ts";
import { isMapping } from "../../read/cut.ts";
import { pointerSteps } from "../../text/json-pointer.ts";
import { parseTemplate, parseYaml } from "../../text/parse-text.ts";
import { AKO_NAMES, ENDINGS, type Ending, type Endings } from "./endings.ts";
import { valueAt } from "./mapping.ts";
import {
	type ByHand,
	type FieldNote,
	NAMES,
	PRODUCTS,
	type Product,
	type SeenSetting,
} from "./target.ts";
import { unknownIn } from "./unknown.ts";
import { MAX_VALUES } from "./value-source.ts";

/** The notes with the settings of products in a value, where it has some: a part of it may set nothing else. */
export const settingNotes = (
	value: unknown,
	wordsFor: (
		name: string,
		product: Product,
	) => FieldNote &
		Pick<ByHand, "place" | "isForAll"> & { readonly extent?: Extent },
): (FieldNote & ByHand)[] =>
	PRODUCTS.flatMap((product) => {
		const { extent, ...words } = wordsFor(NAMES[product], product);
		const seen = settingsIn(product, value, extent);
		return seen.length === 0 ? [] : { ...words, product, seen, isPatch: true };
	});

/** What a value is of what it sets. */
type Extent = "whole" | "patch";

/**
 * The settings of the product that stand anywhere in a value: in values of the chart, in an AKOConfig or a ConfigMap,
 * in texts with YAML, and in patches of these. What a section of AKO's settings lacks is unset in what is `whole`; in a
 * patch it is left to the object, and told where the section has other settings that are read.
 */
export function settingsIn(
	product: Product,
	value: unknown,
	extent: Extent = "patch",
): readonly SeenSetting[] {
	const endings = ENDINGS[product];
	return (Array.isArray(value) ? value : [value]).flatMap((entry) => {
		const text = JSON.stringify(entry) ?? "";
		if (!endings.mention.test(text)) return [];
		const fit = endings.all.filter(
			({ around = "" }) => text.includes(around) || around === "",
		);
		return settingsAt(entry, [], { ...endings, all: fit, extent });
	});
}

/** The names of the cluster and of its VRF that stand anywhere in values of AKO; empty where a section lacks one. */
export const akoNamesIn = (value: unknown): readonly SeenSetting[] =>
	settingsAt(value, [], { ...AKO_NAMES, extent: "whole" });

/** What to look for: settings by the ends of their paths. */
interface Search extends Endings {
	readonly extent: Extent;
}

/** The settings at the path and below it. */
function settingsAt(
	value: unknown,
	path: readonly string[],
	search: Search,
): SeenSetting[] {
	const own = search.all.find(({ steps }) => endsIn(path, steps));
	if (own !== undefined) return [seenAs(own, value)];
	if (typeof value === "string") return settingsInText(value, path, search);
	if (Array.isArray(value))
		return value.flatMap((entry) => settingsAt(entry, path, search));
	if (!isMapping(value)) return [];
	const set = valueSet(value);
	if (set !== undefined) return settingsAt(set.value, set.path, search);
	const inside = Object.entries(value).flatMap(([key, inner]) =>
		settingsAt(inner, [...path, ...key.split(".")], search),
	);
	return [...inside, ...absentFrom(value, path, search)];
}

/** The settings in a text: YAML, or `key=value`. */
function settingsInText(
	text: string,
	path: readonly string[],
	search: Search,
): SeenSetting[] {
	if (text.length > MAX_VALUES || !search.mention.test(text)) return [];
	const [, key, literal] = /^([\w-]+)=([^\n]*)$/.exec(text) ?? [];
	if (key !== undefined) return settingsAt(literal, ["data", key], search);
	const parsed = parseYaml(text);
	const filled = "value" in parsed ? parsed : parseTemplate(text);
	const isObject = "value" in filled && typeof filled.value === "object";
	const found = isObject ? settingsAt(filled.value, path, search) : [];
	if ("value" in parsed || found.length > 0) return found;
	const first = search.all.find(
		({ steps: [section = "", key = ""], around = "" }) =>
			text.includes(section === "data" ? key : section) &&
			text.includes(around),
	);
	return first === undefined
		? []
		: [{ key: first.key, name: nameOf(first), value: undefined }];
}

/** The settings that a section lacks. */
function absentFrom(
	value: Readonly<Record<string, unknown>>,
	path: readonly string[],
	{ all, extent }: Search,
): SeenSetting[] {
	const isPatch = extent === "patch";
	if (isPatch && !hasRead(value)) return [];
	const lacking = all.filter(({ around, steps }) => {
		const section = steps.slice(0, -1);
		return (
			around === undefined &&
			section[0] !== "data" &&
			endsIn(path, section) &&
			valueAt(value, steps.slice(-1)) === undefined
		);
	});
	return lacking.map((ending) =>
		isPatch ? { ...seenAs(ending, {}), isLeft: true } : seenAs(ending, ""),
	);
}

/** True for a section with a setting that is read. */
const hasRead = (section: Readonly<Record<string, unknown>>) =>
	AKO_KEYS.some((key) => akoSettingRow(key).chart[1] in section);

const endsIn = (path: readonly string[], steps: readonly string[]) =>
	path.length >= steps.length &&
	steps.every((step, i) => path[path.length - steps.length + i] === step);

/** What a JSON patch sets, or an entry that names a value by its dotted path; undefined for any other mapping. */
function valueSet(
	entry: Readonly<Record<string, unknown>>,
): { readonly path: string[]; readonly value: unknown } | undefined {
	const { op, path, name, value } = entry;
	if (typeof op === "string" && typeof path === "string")
		return op === "test"
			? { path: [], value: undefined }
			: { path: pointerSteps(path), value: op === "remove" ? "" : value };
	return typeof name === "string" && "value" in entry
		? { path: name.split("."), value }
		: undefined;
}

function seenAs(ending: Ending, value: unknown): SeenSetting {
	const text = String(value ?? "");
	const isSeen = typeof value !== "object" || value === null;
	const isQuoted = ending.steps[0] === "data";
	return {
		key: ending.key,
		name: nameOf(ending),
		...(isQuoted ? { isQuoted } : {}),
		value: isSeen && unknownIn(text) === undefined ? text : undefined,
	};
}

/** The name of a setting: its path, without the `data` of a ConfigMap. */
const nameOf = ({ steps }: Ending) =>
	(steps[0] === "data" ? steps.slice(1) : steps).join(".");
