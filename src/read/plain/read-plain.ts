import type { Fields } from "../../krm/item.ts";
import { blockMapping } from "./block.ts";
import { type Cursor, nextLine, SIGN, UNSURE } from "./cursor.ts";

/**
 * Reads the fields of an entry of a block sequence: its text starts with the dash. Where it is sure, js-yaml says the
 * same of these fields, if it takes the text at all; undefined for whatever is not in the plainest form.
 */
export function readPlain(text: string, fields: Fields): unknown {
	if (text.includes("\r")) return undefined;
	const cursor: Cursor = { text, end: text.length, at: 0 };
	const dash = nextLine(cursor);
	if (dash < 0 || text.charCodeAt(cursor.at) !== SIGN.dash) return undefined;
	cursor.at++;
	const behind = cursor.at;
	while (text.charCodeAt(cursor.at) === SIGN.space) cursor.at++;
	let column = dash + 1 + cursor.at - behind;
	if (column === dash + 1 || text.charCodeAt(cursor.at) === SIGN.hash)
		return undefined;
	if (text.charCodeAt(cursor.at) === SIGN.newline) column = nextLine(cursor);
	if (column <= dash) return undefined;
	const read = blockMapping(cursor, column, fields);
	return read === UNSURE || read.column !== -1 ? undefined : read.value;
}

/** Reads a document that is a block mapping; undefined for whatever is not in the plainest form. */
export function readPlainDocument(text: string): unknown {
	if (text.includes("\r")) return undefined;
	const cursor: Cursor = { text, end: text.length, at: 0 };
	if (nextLine(cursor) !== 0) return undefined;
	const read = blockMapping(cursor, 0, true);
	return read === UNSURE || read.column !== -1 ? undefined : read.value;
}
