import type { Item } from "../krm/item.ts";
import type { ItemText } from "../text/entry.ts";

/** An item's text as a cutter finds it. */
export interface CutItem extends ItemText {
	/** The item, if its text has been read already. */
	readonly item?: Item;
	/** Its value, if that has been read already. */
	readonly value?: unknown;
}

/** A list document cut into the texts of its items and what is around them. */
export interface Cut {
	readonly form: "yaml" | "json";
	readonly items: readonly CutItem[];
	/** Column of the items' dashes, also of new items. */
	readonly indent: number;
	/** The text up to the first item, without `results`. */
	readonly before: string;
	/** The text after the last item, without `results`. */
	readonly after: string;
	/** The line that ends the document, and what follows it. */
	readonly end?: string;
	/** The document's value without its items and results. */
	readonly root: Readonly<Record<string, unknown>>;
	/** Set when `items` is missing or no array: its value. */
	readonly badItems?: { readonly value: unknown };
}

/** True for a plain object, as the parsers make them. */
export function isMapping(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for equal values, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
	const { isDeepStrictEqual } =
		require("node:util") as typeof import("node:util");
	return isDeepStrictEqual(one, other);
}

/** The length of an item's text without the comments at its end, no deeper than its dash: they belong to the list. */
export function lengthWithoutTrailing(text: string, indent: number): number {
	if (!text.includes("#") || !/(?:^|\n) *#/.test(text)) return text.length;
	const comment = new RegExp(`^ {0,${indent}}#`);
	const lines = text.split(/(?<=\n)/);
	let [first, at] = [lines.length, lines.length];
	while (
		at > 0 &&
		(comment.test(lines[at - 1] as string) ||
			(lines[at - 1] as string).trim() === "")
	) {
		at--;
		if (comment.test(lines[at] as string)) first = at;
	}
	return lines.slice(0, first).join("").length;
}
