import type { Fields } from "../entry.ts";
import { blockMapping } from "./block.ts";
import { CHAR, type Cursor, nextLine, type Span, UNSURE } from "./cursor.ts";
import { isDash } from "./skip.ts";

/**
 * Reads the fields of an entry of a block sequence, whose text starts with the dash, or of a document that is a block
 * mapping. The result is the same as js-yaml's (if js-yaml accepts the text at all); undefined for anything that is not
 * in the plainest form. With `spans`, records the spans there, and scalars are slots.
 */
export function readPlain(
	text: string,
	fields: Fields,
	spans?: Span[],
): unknown {
	const cursor = cursorOf(text, spans);
	const column = cursor === undefined ? -1 : enterEntry(cursor);
	if (cursor === undefined || column < 0) return undefined;
	const read = blockMapping(cursor, column, fields);
	return read === UNSURE || cursor.column !== -1 ? undefined : read;
}

/** A cursor at the start of the text; undefined for a text with carriage returns, or with a tab in an indentation. */
export function cursorOf(text: string, spans?: Span[]): Cursor | undefined {
	return text.includes("\r") || (text.includes("\t") && TAB.test(text))
		? undefined
		: { text, end: text.length, at: 0, column: 0, spans };
}

const TAB = /^ *\t/m;

/**
 * Moves from the dash of an entry, or the start of a document, to the first key of its mapping and returns the key's
 * column; -1 when unsure.
 */
export function enterEntry(cursor: Cursor): number {
	const { text } = cursor;
	const dash = nextLine(cursor);
	if (dash < 0) return -1;
	if (!isDash(cursor)) return dash;
	cursor.at++;
	const behind = cursor.at;
	while (text.charCodeAt(cursor.at) === CHAR.space) cursor.at++;
	const char = text.charCodeAt(cursor.at);
	const isBelow = char === CHAR.newline || char === CHAR.hash;
	const column = isBelow ? nextLine(cursor) : dash + 1 + cursor.at - behind;
	return column > dash ? column : -1;
}

/** Reads a document that is a block mapping; undefined for anything that is not in the plainest form. */
export function readPlainDocument(text: string): unknown {
	const cursor = cursorOf(text);
	if (cursor === undefined || nextLine(cursor) !== 0) return undefined;
	const read = blockMapping(cursor, 0, true);
	return read === UNSURE || cursor.column !== -1 ? undefined : read;
}
