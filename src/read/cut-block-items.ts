import type { ItemText } from "../text/entry.ts";
import { lineCounter } from "../text/lines.ts";
import { type CutItem, lengthWithoutTrailing } from "./cut.ts";
import { ItemShapes } from "./shape/item-shapes.ts";
import { ShapedItem } from "./shape/shaped-item.ts";

/** A top-level key of the document with all lines that belong to it. */
export interface Chunk {
	readonly key: string;
	readonly rest: string;
	readonly start: number;
	readonly end: number;
}

/** The items of the list. */
export interface CutItems {
	readonly items: readonly CutItem[];
	readonly indent: number;
	/** The offset of the first item, and the offset after the last. */
	readonly start: number;
	readonly end: number;
}

/** The items below the key `items`, up to the next line at column 0 that starts no item; undefined when unsure. */
export function cutItems(text: string, list: Chunk): CutItems | undefined {
	const bodyStart = endOfLine(text, list.start);
	const rest = list.rest.replace(/^#.*/, "").trim();
	if (rest === "[]")
		return { items: [], indent: 0, start: bodyStart, end: bodyStart };
	if (rest !== "") return undefined;
	let start = bodyStart;
	for (BLANK.lastIndex = start; BLANK.test(text); ) start = BLANK.lastIndex;
	FIRST_DASH.lastIndex = start;
	const indent = FIRST_DASH.exec(text)?.[1]?.length;
	if (indent === undefined) return undefined;
	const cut = itemsFrom(text, start, indent);
	return cut && { ...cut, indent, start };
}

/** An empty line or a comment, and a dash. */
const BLANK = / *(?:#[^\n]*)?\r?\n/y;
const FIRST_DASH = /( *)-(?=[ \r\n])/y;

/** Cuts items one after the other: by a known shape, else line by line. */
function itemsFrom(
	text: string,
	first: number,
	indent: number,
): Pick<CutItems, "items" | "end"> | undefined {
	const list: List = { text, indent, lineAt: lineCounter(text) };
	const shapes = new ItemShapes();
	const items: CutItem[] = [];
	let start = first;
	while (lineKind(text, start, indent) === "item") {
		const shaped = shapes.match(text, start);
		const end = shaped && endOfComments(text, shaped.end, indent);
		const kind = end === undefined ? undefined : lineKind(text, end, indent);
		if (shaped && end && (kind === "item" || kind === "end")) {
			const own = new CutEntry(list, start, shaped.end, end);
			items.push(new ShapedItem(own, shaped));
			start = end;
			continue;
		}
		const next = nextStart(text, endOfLine(text, start), indent);
		if (next === undefined) return undefined;
		const whole = text.slice(start, next);
		const own = start + lengthWithoutTrailing(whole, indent);
		const item = new CutEntry(list, start, own, next);
		items.push(item);
		if (shaped === undefined) shapes.learn(item.text);
		start = next;
	}
	return { items, end: start };
}

/** The list that items are cut from. */
interface List {
	readonly text: string;
	/** Column of the dashes. */
	readonly indent: number;
	/** The line (from 1) of an offset. */
	readonly lineAt: (offset: number) => number;
}

/** The text of an item and the comments behind it; its line is counted on first use. */
class CutEntry implements ItemText {
	// Fastest way for V8 to set fields; there are thousands of items.
	declare readonly text: string;
	declare readonly trailing: string;
	declare private readonly list: List;
	declare private readonly start: number;

	constructor(list: List, start: number, end: number, next: number) {
		this.text = list.text.slice(start, end);
		this.trailing = list.text.slice(end, next);
		this.list = list;
		this.start = start;
	}

	get form(): "yaml" {
		return "yaml";
	}

	get indent(): number {
		return this.list.indent;
	}

	get line(): number {
		return this.list.lineAt(this.start);
	}
}

/** The offset after the comments that follow an item, no deeper than its dash. */
function endOfComments(text: string, start: number, indent: number): number {
	let at = start;
	while (text.charCodeAt(at) === SPACE && at < start + indent) at++;
	if (text.charCodeAt(at) !== HASH) return start;
	COMMENTS[indent] ??= new RegExp(`(?: {0,${indent}}#.*\\n| *\\n)+`, "y");
	const comments = COMMENTS[indent];
	comments.lastIndex = start;
	return start + (comments.exec(text)?.[0].length ?? 0);
}

const COMMENTS: RegExp[] = [];

/** The offset of the next line that starts an item, or of the list's end; undefined when a line is neither, nor inside. */
function nextStart(
	text: string,
	from: number,
	indent: number,
): number | undefined {
	const shallow = shallowLine(indent);
	for (let start = from; ; start = endOfLine(text, start)) {
		const kind = lineKind(text, start, indent);
		if (kind === undefined) return undefined;
		if (kind !== "inside") return start;
		// For an item of many lines, one regular expression finds the end.
		shallow.lastIndex = start;
		if (!shallow.test(text)) return text.length;
		start = shallow.lastIndex - 1;
	}
}

/** Finds the line end before the next line that is no deeper than the column, neither empty nor a comment. */
function shallowLine(column: number): RegExp {
	SHALLOW[column] ??= new RegExp(`\\n(?= {0,${column}}[^ \\n#])`, "g");
	return SHALLOW[column];
}

const SHALLOW: RegExp[] = [];

/** What the line is in a list of items at the column; undefined when it is at the items' column but not an item. */
function lineKind(
	text: string,
	start: number,
	indent: number,
): "item" | "inside" | "end" | undefined {
	if (start >= text.length) return "end";
	let at = start;
	while (at <= start + indent && text.charCodeAt(at) === SPACE) at++;
	if (at > start + indent || at >= text.length) return "inside";
	const char = text.charCodeAt(at);
	if (char === NEWLINE || char === HASH) return "inside";
	if (char === TAB || char === RETURN)
		return text.slice(at, endOfLine(text, at)).trim() === ""
			? "inside"
			: undefined;
	const behind = text.charCodeAt(at + 1);
	const isDash =
		char === DASH &&
		(at + 1 >= text.length ||
			behind === SPACE ||
			behind === NEWLINE ||
			behind === RETURN);
	if (isDash) return at === start + indent ? "item" : undefined;
	return at === start ? "end" : undefined;
}

const [TAB, NEWLINE, RETURN, SPACE, HASH, DASH] = [9, 10, 13, 32, 35, 45];

/** The offset after the line of an offset. */
export function endOfLine(text: string, from: number): number {
	const end = text.indexOf("\n", from);
	return end < 0 ? text.length : end + 1;
}
