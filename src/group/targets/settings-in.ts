import { AKO_KEYS, akoSettingRow } from "../../model/ako-settings.ts";
import { isMapping } from "../../read/cut.ts";
import { parseYaml } from "../../text/parse-text.ts";
import { ENDINGS, type Ending, type Endings } from "./endings.ts";
import { valueAt } from "./mapping.ts";
import type {
	ByHand,
	FieldNote,
	Note,
	Product,
	SeenSetting,
} from "./target.ts";
import { unknownIn } from "./unknown.ts";

/** Longer texts are not hand-written and not read. */
const MAX_TEXT = 1024 * 1024;

/** The note with the product's settings in a value, where it has some: a part of it may set nothing else. */
export function settingNotes(
	product: Product,
	value: unknown,
	words: FieldNote & Pick<ByHand, "place">,
	extent: "whole" | "patch" = "patch",
): Note[] {
	const seen = settingsIn(product, value, extent);
	return seen.length === 0 ? [] : [{ ...words, product, seen, isPatch: true }];
}

/**
 * The settings of the product that stand anywhere in a value: in values of the chart, in an AKOConfig or a ConfigMap,
 * in texts with YAML, and in patches of these. What a section of AKO's settings lacks is unset in what is `whole`; in a
 * patch it is left to the object, and told where the section has other settings that are read.
 */
export function settingsIn(
	product: Product,
	value: unknown,
	extent: "whole" | "patch" = "patch",
): readonly SeenSetting[] {
	const endings = ENDINGS[product];
	return (Array.isArray(value) ? value : [value]).flatMap((entry) => {
		const text = JSON.stringify(entry) ?? "";
		if (!endings.mention.test(text)) return [];
		const fit = endings.all.filter(
			({ around = "" }) => text.includes(around) || around === "",
		);
		return new Search({ ...endings, all: fit }, extent).at(entry, []);
	});
}

/** A search in one value, for settings by the ends of their paths. */
class Search {
	private readonly endings: Endings;
	private readonly extent: "whole" | "patch";

	constructor(endings: Endings, extent: "whole" | "patch") {
		this.endings = endings;
		this.extent = extent;
	}

	/** The settings at the path and below it. */
	at(value: unknown, path: readonly string[]): SeenSetting[] {
		const own = this.endings.all.find(({ steps }) => endsIn(path, steps));
		if (own !== undefined) return [seenAs(own, value)];
		if (typeof value === "string") return this.inText(value, path);
		if (Array.isArray(value))
			return value.flatMap((entry) => this.at(entry, path));
		if (!isMapping(value)) return [];
		const set = valueSet(value);
		if (set !== undefined) return this.at(set.value, set.path);
		const inside = Object.entries(value).flatMap(([key, inner]) =>
			this.at(inner, [...path, ...key.split(".")]),
		);
		return [...inside, ...this.absentFrom(value, path)];
	}

	/** The settings in a text: YAML, or `key=value`. */
	private inText(text: string, path: readonly string[]): SeenSetting[] {
		if (text.length > MAX_TEXT || !this.endings.mention.test(text)) return [];
		const [, key, literal] = /^([\w-]+)=([^\n]*)$/.exec(text) ?? [];
		if (key !== undefined) return this.at(literal, ["data", key]);
		const parsed = parseYaml(text);
		if ("value" in parsed && typeof parsed.value === "object")
			return this.at(parsed.value, path);
		const [first] = this.endings.all;
		return first === undefined || !("problem" in parsed)
			? []
			: [{ key: first.key, name: nameOf(first), value: undefined }];
	}

	/** The settings that a section lacks. */
	private absentFrom(
		value: Readonly<Record<string, unknown>>,
		path: readonly string[],
	): SeenSetting[] {
		const isPatch = this.extent === "patch";
		if (isPatch && !hasRead(value)) return [];
		return this.endings.all.flatMap((ending) => {
			const section = ending.steps.slice(0, -1);
			const isLacking =
				ending.around === undefined &&
				section[0] !== "data" &&
				endsIn(path, section) &&
				valueAt(value, ending.steps.slice(-1)) === undefined;
			return isLacking ? [isPatch ? leftAs(ending) : seenAs(ending, "")] : [];
		});
	}
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

const pointerSteps = (pointer: string) =>
	pointer
		.split("/")
		.slice(1)
		.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

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

const leftAs = (ending: Ending): SeenSetting => ({
	key: ending.key,
	name: nameOf(ending),
	value: undefined,
	isLeft: true,
});

/** The name of a setting: its path, without the `data` of a ConfigMap. */
const nameOf = ({ steps }: Ending) =>
	(steps[0] === "data" ? steps.slice(1) : steps).join(".");
