import { parseYaml } from "../text/parse-text.ts";
import { readPlainDocument } from "../text/plain/read-plain.ts";
import { type Cut, isMapping } from "./cut.ts";
import {
	type Chunk,
	type CutItems,
	cutItems,
	endOfLine,
} from "./cut-block-items.ts";

/**
 * Cuts a block-style list document into its items by indentation alone, without parsing them: the lines of an item
 * are not read. Returns undefined for any other document (flow style, tags, complex keys, several documents).
 */
export function cutBlock(text: string): Cut | undefined {
	if (text.includes("\r") && LONE_RETURN.test(text)) return undefined;
	const parts = topLevelParts(text);
	if (parts === undefined) return undefined;
	const { chunks, items: cut, end } = parts;
	const list = chunks.find((chunk) => chunk.key === "items");
	if (list === undefined || cut === undefined) return undefined;
	const linesOf = (part: readonly Chunk[], without?: string) =>
		part
			.map((chunk) =>
				chunk.key === without ? "" : text.slice(chunk.start, chunk.end),
			)
			.join("");
	const at = chunks.indexOf(list);
	const [above, below] = [chunks.slice(0, at), chunks.slice(at + 1)];
	const preamble = text.slice(0, chunks[0]?.start ?? 0);
	const head = text.slice(list.start, cut.start);
	const comments = text.slice(
		cut.items.length > 0 ? cut.end : cut.start,
		list.end,
	);
	const newline = head.endsWith("\n") ? "" : "\n";
	const shell = shellValue(
		preamble + linesOf(above) + head + newline + comments + linesOf(below),
	);
	// A line at column 0 may be part of a text in quotes, as Go reads it.
	const areKeys =
		isMapping(shell) && chunks.every(({ key }) => Object.hasOwn(shell, key));
	if (!areKeys) return undefined;
	const { items: _, results: __, ...root } = shell;
	return {
		form: "yaml",
		items: cut.items,
		indent: cut.indent,
		before: preamble + linesOf(above, "results") + head,
		after: comments + linesOf(below, "results"),
		end: text.slice(end),
		root,
	};
}

/** A carriage return that ends a line by itself, as YAML has it. */
const LONE_RETURN = /\r(?!\n)/;

/** What is around the items; undefined when it can't be parsed. */
function shellValue(text: string): unknown {
	const plain = readPlainDocument(text);
	if (plain !== undefined) return plain;
	const parsed = parseYaml(text);
	return "problem" in parsed ? undefined : parsed.value;
}

/** Chars that start no top-level key: those of deeper lines, empty ones and comments. */
const INNER = new Set([..." \r\n#"].map((char) => char.charCodeAt(0)));

/** A key at column 0, perhaps in quotes, and what follows it. */
const KEY = /^(["']?)([A-Za-z]\w*)\1:(?:[ \t]+(.*))?$/;

const DOCUMENT_START = /^---[ \t]*(?:#.*)?$/;
const DOCUMENT_END = /^\.\.\.[ \t]*(?:#.*)?$/;

interface TopLevel {
	readonly chunks: Chunk[];
	readonly items: CutItems | undefined;
	/** The offset of the line that ends the document, or of the text's end. */
	readonly end: number;
}

/**
 * Splits the document at its top-level keys, and the list of items into these; undefined when a line at column 0 is
 * not a simple key.
 */
function topLevelParts(text: string): TopLevel | undefined {
	const chunks: Chunk[] = [];
	let items: CutItems | undefined;
	let close = text.length;
	for (let start = 0; start < text.length && close === text.length; ) {
		const end = endOfLine(text, start);
		const isInner = INNER.has(text.charCodeAt(start));
		const line = isInner ? "" : text.slice(start, end).trimEnd();
		const isBefore =
			chunks.length === 0 && (DOCUMENT_START.test(line) || line[0] === "%");
		if (DOCUMENT_END.test(line)) close = start;
		else if (!isInner && !isBefore && !/^-(?: |$)/.test(line)) {
			const key = KEY.exec(line);
			if (key === null) return undefined;
			endChunk(chunks, start);
			const chunk = {
				key: key[2] as string,
				rest: key[3] ?? "",
				start,
				end: text.length,
			};
			chunks.push(chunk);
			if (chunk.key === "items") {
				items = cutItems(text, chunk);
				if (items === undefined) return undefined;
			}
		}
		start = Math.max(end, items?.end ?? 0);
	}
	endChunk(chunks, close);
	const isAlone = !MORE.test(text.slice(close).replace(/^\.\.\./, ""));
	const areDistinct =
		new Set(chunks.map(({ key }) => key)).size === chunks.length;
	return isAlone && areDistinct ? { chunks, items, end: close } : undefined;
}

/** A line that is neither blank nor a comment. */
const MORE = /^[^\S\n]*[^\s#]/m;

function endChunk(chunks: Chunk[], end: number): void {
	const last = chunks.at(-1);
	if (last !== undefined) chunks[chunks.length - 1] = { ...last, end };
}
