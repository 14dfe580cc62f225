import { load } from "js-yaml";
import { isMapping } from "../../src/read/cut.ts";
import { cutJson } from "../../src/read/cut-json.ts";
import type { EditValue, Step } from "../../src/text/edit-value.ts";
import type { ItemText } from "../../src/text/entry.ts";
import type { Choices } from "../read/choices.ts";

/** A value to set in an item that reads as `value`. */
export interface EditWish {
	readonly item: ItemText;
	readonly value: unknown;
	readonly path: readonly Step[];
	readonly to: EditValue;
}

const NEW_KEYS = ["new", "aa", "a.b/c", "a b", "1", "metadata", "data", "-"];

const VALUES: readonly EditValue[] = [
	...["true", "x", "", "a: b", "1", "- a", '"', "it's", "é", "#", "~", "a, b]"],
	...[
		"a\nb",
		"a\n",
		"a: 1\nb: 2\n",
		" x\n",
		"x\n\n",
		"\n",
		"\t",
		"\u2028",
		"x\n\n  y",
	],
	...[true, false],
];

const ENTRY = { name: "a", value: "b: c" };

/** The wish to set any value anywhere in an item; undefined when the item is no mapping. */
export function makeWish(
	choices: Choices,
	text: string,
	form: "yaml" | "json",
): EditWish | undefined {
	const indent = /^ */.exec(text)?.[0].length ?? 0;
	const item: ItemText = { text, form, indent, line: 1 };
	const value = readItem(item, text);
	if (!isMapping(value) || /\r(?!\n)/.test(text)) return undefined;
	if (form === "yaml" && !/^ *-\s[\s\S]*\n$/.test(text)) return undefined;
	const path = anyPath(choices, value);
	return { item, value, path, to: anyValue(choices, value, path) };
}

/** Several lines only in the place of a text: no setting that can be new has them. */
function anyValue(
	choices: Choices,
	value: unknown,
	path: readonly Step[],
): EditValue {
	if (path.at(-1) === "-" && choices.rarely(2)) return ENTRY;
	const to = choices.pick(...VALUES);
	const isNew = withPath(value, path, to)?.old === undefined;
	return isNew && typeof to === "string" ? to.replaceAll("\n", "") : to;
}

/** What an item's text says; undefined when it is broken. */
export function readItem({ form }: ItemText, text: string): unknown {
	if (form === "json")
		return "problem" in cutJson(`{"items": [${text}]}`)
			? undefined
			: JSON.parse(text);
	try {
		const value = load(text) as unknown[];
		return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
	} catch {
		return undefined;
	}
}

/** A path that exists in the value, or that leaves it at a mapping, a list or nothing. */
function anyPath(choices: Choices, value: unknown): Step[] {
	const isList = Array.isArray(value);
	if (value !== null && !isMapping(value) && !isList) return [];
	const keys: Step[] = Object.keys(value ?? {});
	if (keys.length === 0 || choices.rarely(4))
		return isList
			? ["-"]
			: choices.several(1, 2, () => choices.pick(...NEW_KEYS));
	const key = choices.pick(...keys);
	const step = isList ? Number(key) : key;
	return [step, ...anyPath(choices, (value as Record<Step, unknown>)[step])];
}

/** The value with the path set, and what stood there; undefined when something on the way is of another shape. */
export function withPath(
	value: unknown,
	path: readonly Step[],
	to: EditValue,
): { value: unknown; old: unknown } | undefined {
	const [step, ...rest] = path;
	if (step === undefined)
		return typeof value === "object" && value !== null
			? undefined
			: { value: to, old: value ?? undefined };
	if (Array.isArray(value)) return inList(value, path, to);
	const isEmpty = value === null || value === undefined;
	if (isEmpty && step === "-") return inList([], path, to);
	if (!isEmpty && !isMapping(value)) return undefined;
	const entries = new Map(Object.entries(value ?? {}));
	if (step === "-" && !entries.has(step)) return undefined;
	const inner = withPath(entries.get(String(step)), rest, to);
	if (inner === undefined) return undefined;
	entries.set(String(step), inner.value);
	return { ...inner, value: Object.fromEntries(entries) };
}

function inList(
	list: unknown[],
	[step, ...rest]: readonly Step[],
	to: EditValue,
) {
	if (step !== "-" && typeof step !== "number") return undefined;
	const inner = withPath(list[step as number], rest, to);
	if (inner === undefined) return undefined;
	if (step === "-") return { value: [...list, inner.value], old: undefined };
	const value = list.map((entry, i) => (i === step ? inner.value : entry));
	return { ...inner, value };
}
