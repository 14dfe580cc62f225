import { isReadAnnotation } from "../krm/annotations.ts";
import type { Head } from "../krm/item.ts";
import type { ItemText } from "../text/entry.ts";
import { inlineValue } from "../text/plain/block.ts";
import {
	CHAR,
	type Cursor,
	nextLine,
	skipSpaces,
	UNSURE,
} from "../text/plain/cursor.ts";
import { cursorOf, enterEntry } from "../text/plain/read-plain.ts";
import { readKey } from "../text/plain/scalar.ts";
import { skipLines, skipValue } from "../text/plain/skip.ts";

/** The head of an item, and where an annotation can be added without parsing. */
export interface HeadScan {
	readonly head: Head;
	/** The keys of all annotations, also of those that are not read. */
	readonly annotationKeys: readonly string[];
	/** The offset and indentation for a new annotation; `withKey` when `annotations:` itself is missing. */
	readonly newAnnotation: {
		readonly offset: number;
		readonly indent: number;
		readonly withKey: boolean;
	};
}

/** What was found so far. */
interface PartialHead {
	apiVersion?: string;
	kind?: string;
	name?: string;
	namespace?: string;
	hasMetadata?: true;
	/** Column of the keys of the metadata. */
	indent: number;
	/** Offset after the lines of the metadata. */
	end: number;
	notes?: Notes;
}

interface Notes {
	readonly keys: string[];
	readonly values: Record<string, string>;
	/** Column of the annotations' keys. */
	readonly indent: number;
	/** Offset after their lines. */
	readonly end: number;
}

/**
 * Reads kind, name and annotations of a block-style item from its lines, without parsing the item. Returns undefined
 * when anything that it reads is not in the plainest form; then the item is parsed.
 */
export function scanHead({ text }: ItemText): HeadScan | undefined {
	const cursor = cursorOf(text);
	const column = cursor === undefined ? -1 : enterEntry(cursor);
	if (cursor === undefined || column < 0) return undefined;
	const found: PartialHead = { indent: 0, end: 0 };
	if (!scanTop(cursor, column, found)) return undefined;
	const { apiVersion, kind, name, namespace, notes } = found;
	if (!apiVersion || !kind || !name) return undefined;
	const annotations = notes?.values ?? {};
	return {
		head:
			namespace === undefined
				? { apiVersion, kind, name, annotations }
				: { apiVersion, kind, name, namespace, annotations },
		annotationKeys: notes?.keys ?? [],
		newAnnotation:
			notes === undefined
				? { offset: found.end, indent: found.indent, withKey: true }
				: { offset: notes.end, indent: notes.indent, withKey: false },
	};
}

/** Finds apiVersion, kind and metadata among the keys at the column; false when unsure. */
function scanTop(cursor: Cursor, column: number, found: PartialHead): boolean {
	for (;;) {
		const key = readKey(cursor);
		if (key === UNSURE) return false;
		let next: number;
		if (key === "apiVersion" || key === "kind") {
			if (found[key] !== undefined) return false;
			next = readText(cursor, column, found, key);
		} else if (key === "metadata") {
			if (found.hasMetadata) return false;
			found.hasMetadata = true;
			next = scanMetadata(cursor, column, found);
		} else next = skipLines(cursor, column);
		if (next > column || next === UNSURE_COLUMN) return false;
		if (next < column) return found.hasMetadata === true;
		if (found.apiVersion && found.kind && found.hasMetadata) return true;
	}
}

/** Returned instead of a column when unsure. */
const UNSURE_COLUMN = -2;

/** Finds name, namespace and annotations in the metadata; returns the column of the next line after it. */
function scanMetadata(
	cursor: Cursor,
	outer: number,
	found: PartialHead,
): number {
	const column = enterMapping(cursor, outer);
	if (column < 0) return UNSURE_COLUMN;
	found.indent = column;
	let next = column;
	while (next === column) {
		const key = readKey(cursor);
		if (key === UNSURE) return UNSURE_COLUMN;
		if (key === "name" || key === "namespace") {
			if (found[key] !== undefined) return UNSURE_COLUMN;
			next = readText(cursor, column, found, key);
			if (next === UNSURE_COLUMN) return UNSURE_COLUMN;
		} else if (key === "annotations") {
			if (found.notes !== undefined) return UNSURE_COLUMN;
			next = scanAnnotations(cursor, column, found);
			if (next === UNSURE_COLUMN) return UNSURE_COLUMN;
		} else next = skipLines(cursor, column);
	}
	if (next > outer) return UNSURE_COLUMN;
	found.end = lineStart(cursor, next);
	return next;
}

/** Reads all annotations; returns the column of the next line after them. */
function scanAnnotations(
	cursor: Cursor,
	outer: number,
	found: PartialHead,
): number {
	const column = enterMapping(cursor, outer);
	if (column < 0) return UNSURE_COLUMN;
	const keys: string[] = [];
	const values: Record<string, string> = {};
	let next = column;
	while (next === column) {
		const key = readKey(cursor);
		if (key === UNSURE || keys.includes(key)) return UNSURE_COLUMN;
		keys.push(key);
		if (isReadAnnotation(key)) {
			skipSpaces(cursor);
			const read = inlineValue(cursor, column);
			if (typeof read !== "string") return UNSURE_COLUMN;
			values[key] = read;
			next = cursor.column;
		} else next = skipValue(cursor, column);
	}
	if (next > outer) return UNSURE_COLUMN;
	found.notes = { keys, values, indent: column, end: lineStart(cursor, next) };
	return next;
}

/** Moves from after a key to the first key of the mapping below it and returns its column; -2 when unsure. */
function enterMapping(cursor: Cursor, outer: number): number {
	skipSpaces(cursor);
	const char = cursor.text.charCodeAt(cursor.at);
	if (char !== CHAR.newline && char !== CHAR.hash) return UNSURE_COLUMN;
	const column = nextLine(cursor);
	return column > outer ? column : UNSURE_COLUMN;
}

/** Reads a text of one line into the field; returns the column of the next line. */
function readText(
	cursor: Cursor,
	column: number,
	found: PartialHead,
	field: "apiVersion" | "kind" | "name" | "namespace",
): number {
	skipSpaces(cursor);
	const read = inlineValue(cursor, column);
	if (typeof read !== "string") return UNSURE_COLUMN;
	found[field] = read;
	return cursor.column;
}

/** The start of the cursor's line; the cursor is at that column. */
function lineStart(cursor: Cursor, column: number): number {
	return column < 0 ? cursor.end : cursor.at - column;
}
