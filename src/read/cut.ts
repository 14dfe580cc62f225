import type { Item, ItemText } from "../krm/item.ts";

/** An item's text as a cutter finds it. */
export interface CutItem extends ItemText {
	/** The item itself, where its text was read already. */
	readonly item?: Item;
	/** What it says, where that was read already. */
	readonly value?: unknown;
}

/** A list document cut into the texts of its items and what stands around them. */
export interface Cut {
	readonly form: "yaml" | "json";
	readonly items: readonly CutItem[];
	/** Column of the items' dashes; new items are written at the same one. */
	readonly indent: number;
	/** The text up to the first item, without `results`. */
	readonly before: string;
	/** The text behind the last item, without `results`. */
	readonly after: string;
	/** The line that ends the document, and what stands behind it. */
	readonly end?: string;
	/** The document's value without its items and results. */
	readonly root: Readonly<Record<string, unknown>>;
	/** Set when `items` is missing or no array: its value. */
	readonly badItems?: { readonly value: unknown };
}

/** Why a text could not be cut: what is wrong, and the line of the input (from 1). */
export interface CutProblem {
	readonly problem: string;
	readonly line: number;
}

/** True for a plain object, as the parsers make them. */
export function isMapping(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for values that say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
	const { isDeepStrictEqual } =
		require("node:util") as typeof import("node:util");
	return isDeepStrictEqual(one, other);
}

/** The line (from 1) on which the offset lies. */
export function lineAt(text: string, offset: number): number {
	let line = 1;
	for (
		let at = text.indexOf("\n");
		at >= 0 && at < offset;
		at = text.indexOf("\n", at + 1)
	)
		line++;
	return line;
}

/** Tells the line number (from 1) of offsets. The lines are counted when they are first asked for. */
export function lineCounter(text: string): (offset: number) => number {
	let ends: number[] | undefined;
	return (offset) => {
		ends ??= lineEnds(text);
		let [low, high] = [0, ends.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((ends[middle] as number) < offset) low = middle + 1;
			else high = middle;
		}
		return low + 1;
	};
}

function lineEnds(text: string): number[] {
	const ends: number[] = [];
	for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
		ends.push(at);
	return ends;
}

/** Comment lines behind an item, no deeper than its dash, belong to the list and not to the item. */
export function splitTrailing(item: ItemText): ItemText {
	if (!item.text.includes("#") || !/(?:^|\n) *#/.test(item.text)) return item;
	const comment = new RegExp(`^ {0,${item.indent}}#`);
	const lines = item.text.split(/(?<=\n)/);
	let [first, at] = [lines.length, lines.length];
	while (
		at > 0 &&
		(comment.test(lines[at - 1] as string) ||
			(lines[at - 1] as string).trim() === "")
	) {
		at--;
		if (comment.test(lines[at] as string)) first = at;
	}
	if (first === lines.length) return item;
	return {
		...item,
		text: lines.slice(0, first).join(""),
		trailing: lines.slice(first).join(""),
	};
}
