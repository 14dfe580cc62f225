import type { Fields } from "../entry.ts";
import { blockMapping, sequenceEntry } from "./block.ts";
import { type Cursor, nextLine, UNSURE } from "./cursor.ts";
import { isDash } from "./skip.ts";

/** What is recorded beside the values. */
type Recorded = Pick<Cursor, "spans" | "layouts">;

/**
 * Reads the fields of an entry of a block sequence, whose text starts with the dash, or of a document that is a block
 * mapping. The result is the same as js-yaml's (if js-yaml accepts the text at all); undefined for anything that is not
 * in the plainest form. With `layouts`, what is behind the last of the fields is not looked at, unless all of them are
 * in flow style.
 */
export function readPlain(
	text: string,
	fields: Fields,
	record: Recorded = {},
): unknown {
	return readFrom(text, record, (cursor) => {
		const column = nextLine(cursor);
		if (!isDash(cursor)) return blockMapping(cursor, column, fields);
		cursor.at++;
		return sequenceEntry(cursor, column, fields, -1);
	});
}

/** Reads a document that is a block mapping; undefined for anything that is not in the plainest form. */
export function readPlainDocument(text: string): unknown {
	return readFrom(text, {}, (cursor) =>
		nextLine(cursor) === 0 ? blockMapping(cursor, 0, true) : UNSURE,
	);
}

function readFrom(
	text: string,
	{ spans, layouts }: Recorded,
	read: (cursor: Cursor) => unknown,
): unknown {
	if (text.includes("\r") || (text.includes("\t") && TAB.test(text)))
		return undefined;
	const cursor = { text, at: 0, column: 0, spans, layouts };
	const value = read(cursor);
	const isRead = cursor.column === -1 || layouts?.size;
	return value !== UNSURE && isRead ? value : undefined;
}

/** A tab in an indentation. */
const TAB = /^ *\t/m;
