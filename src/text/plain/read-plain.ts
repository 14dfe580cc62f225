import type { Fields } from "../entry.ts";
import { blockMapping } from "./block.ts";
import { CHAR, type Cursor, nextLine, UNSURE } from "./cursor.ts";
import { isDash } from "./skip.ts";

/** What is recorded beside the values. */
type Recorded = Pick<Cursor, "spans" | "layouts">;

/**
 * Reads the fields of an entry of a block sequence, whose text starts with the dash, or of a document that is a block
 * mapping. The result is the same as js-yaml's (if js-yaml accepts the text at all); undefined for anything that is not
 * in the plainest form. With `layouts`, what is behind the last of the
 * fields is not looked at, unless all of them are in flow style.
 */
export function readPlain(
	text: string,
	fields: Fields,
	record: Recorded = {},
): unknown {
	return readFrom(enterEntry, text, fields, record);
}

/** Reads a document that is a block mapping; undefined for anything that is not in the plainest form. */
export function readPlainDocument(text: string): unknown {
	const enter = (cursor: Cursor) => (nextLine(cursor) === 0 ? 0 : -1);
	return readFrom(enter, text, true, {});
}

/** Reads the mapping whose first key, and column, `enter` finds. */
function readFrom(
	enter: (cursor: Cursor) => number,
	text: string,
	fields: Fields,
	{ spans, layouts }: Recorded,
): unknown {
	if (text.includes("\r") || (text.includes("\t") && TAB.test(text)))
		return undefined;
	const cursor = { text, end: text.length, at: 0, column: 0, spans, layouts };
	const column = enter(cursor);
	const read = column < 0 ? UNSURE : blockMapping(cursor, column, fields);
	const isRead = cursor.column === -1 || layouts?.size;
	return read !== UNSURE && isRead ? read : undefined;
}

/** A tab in an indentation. */
const TAB = /^ *\t/m;

/**
 * Moves from the dash of an entry, or the start of a document, to the first key of its mapping and returns the key's
 * column; -1 when unsure.
 */
function enterEntry(cursor: Cursor): number {
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
