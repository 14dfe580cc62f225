import type { Fields } from "../entry.ts";
import { CHAR, type Cursor, nextLine, skipSpaces, UNSURE } from "./cursor.ts";
import { flowValue } from "./flow.ts";
import { FlowLines } from "./flow-lines.ts";
import { readKey, scalarValue } from "./scalar.ts";
import { isDash, isLineEnd, skipValue } from "./skip.ts";

/** Deeper than any Kubernetes object. */
const MAX_DEPTH = 50;

/**
 * Reads the fields of the block mapping whose first key the cursor is on, at that column. Other fields are skipped by
 * indentation, without reading them.
 */
export function blockMapping(
	cursor: Cursor,
	column: number,
	fields: Fields,
	depth = 0,
): unknown {
	if (depth > MAX_DEPTH) return UNSURE;
	const value: Record<string, unknown> = {};
	const seen = new Set<string>();
	let missing = depth === 0 ? Object.keys(fields).length : Number.MAX_VALUE;
	for (;;) {
		const key = readKey(cursor);
		if (key === UNSURE) return UNSURE;
		const wanted = fields === true || fields[key];
		// What nobody reads may be invalid: a key may be there twice.
		if (wanted !== undefined && seen.has(key)) return UNSURE;
		seen.add(key);
		let next: number;
		if (wanted === undefined) {
			const start = cursor.at;
			next = skipValue(cursor, column);
			cursor.spans?.push({
				as: "skipped",
				start,
				end: lineStart(cursor, next) - "\n".length,
				column,
				wanted: Object.keys(fields),
			});
		} else {
			const inner = mappingValue(cursor, column, wanted, depth);
			if (inner === UNSURE) return UNSURE;
			value[key] = inner;
			next = cursor.column;
			missing--;
		}
		if (next > column || next === -2) return UNSURE;
		if (next < column || (missing === 0 && cursor.layouts?.size)) {
			cursor.column = next;
			const end = lineStart(cursor, next);
			cursor.layouts?.set(value, { keys: [...seen], column, end });
			return value;
		}
	}
}

/** The start of the cursor's line, where the cursor is at that column; the end of the text for -1. */
function lineStart({ text, at }: Cursor, column: number): number {
	return column < 0 ? text.length : at - column;
}

/** Reads the value after a key of a mapping at the column. */
function mappingValue(
	cursor: Cursor,
	column: number,
	fields: Fields,
	depth: number,
): unknown {
	skipSpaces(cursor);
	if (!isLineEnd(cursor)) return inlineValue(cursor, column);
	const next = nextLine(cursor);
	if (next === -2) return UNSURE;
	if (next >= column && isDash(cursor))
		return blockSequence(cursor, next, fields, depth + 1);
	if (next > column) return blockMapping(cursor, next, fields, depth + 1);
	cursor.column = next;
	return null;
}

/** Reads the block sequence whose first dash the cursor is on, at that column. */
function blockSequence(
	cursor: Cursor,
	column: number,
	fields: Fields,
	depth: number,
): unknown {
	if (depth > MAX_DEPTH) return UNSURE;
	const value: unknown[] = [];
	const lines = cursor.spans === undefined ? new FlowLines(column) : undefined;
	for (;;) {
		if (lines === undefined || !lines.read(cursor, value)) {
			cursor.at++;
			const entry = sequenceEntry(cursor, column, fields, depth);
			if (entry === UNSURE) return UNSURE;
			value.push(entry);
		}
		const next = cursor.column;
		if (next > column) return UNSURE;
		if (next < column || !isDash(cursor)) return value;
	}
}

/** Reads what follows the dash of a sequence at the column. */
export function sequenceEntry(
	cursor: Cursor,
	column: number,
	fields: Fields,
	depth: number,
): unknown {
	const start = cursor.at;
	skipSpaces(cursor);
	const { at } = cursor;
	if (isDash(cursor)) return UNSURE;
	if (isLineEnd(cursor)) {
		const below = nextLine(cursor);
		const isDeeper = below > column;
		return isDeeper ? blockMapping(cursor, below, fields, depth + 1) : UNSURE;
	}
	const isKey = readKey(cursor) !== UNSURE;
	cursor.at = at;
	return isKey
		? blockMapping(cursor, column + 1 + at - start, fields, depth + 1)
		: inlineValue(cursor, column);
}

/** Reads a value that ends on its line, below a parent at the column; deeper text on the next line would continue it. */
function inlineValue(cursor: Cursor, column: number): unknown {
	const char = cursor.text.charCodeAt(cursor.at);
	const isFlow = char === CHAR.openBrace || char === CHAR.openBracket;
	const value = isFlow ? flowValue(cursor) : scalarValue(cursor, "block");
	if (value === UNSURE) return UNSURE;
	cursor.column = nextLine(cursor);
	return cursor.column === -2 || cursor.column > column ? UNSURE : value;
}
