import { CHAR, type Cursor, nextLine, passes, skipSpaces } from "./cursor.ts";
import { foldedForm } from "./folded.ts";

/**
 * Moves past the value of a key at the column, by indentation only, and returns the column of the next line that is
 * no deeper: -1 at the end, -2 when the value may not end where its lines do.
 */
export function skipValue(cursor: Cursor, column: number): number {
	const { text } = cursor;
	const start = cursor.at;
	skipSpaces(cursor);
	const char = text.charCodeAt(cursor.at);
	const isNested = isLineEnd(cursor);
	if (isNested || char === CHAR.pipe || char === CHAR.greater) {
		let next = skipLine(cursor);
		while (next > column || (next === column && isNested && isDash(cursor)))
			next = skipLine(cursor);
		return next;
	}
	const next = endsOnItsLine(cursor) ? skipLine(cursor) : -2;
	if (next !== -2 && next <= column) return next;
	// A line deeper than a value on its line continues it, or is invalid YAML.
	cursor.at = start;
	FOLDED[column] ??= new RegExp(foldedForm(column), "y");
	return passes(cursor, FOLDED[column]) ? nextLine(cursor) : -2;
}

const FOLDED: RegExp[] = [];

function skipLine(cursor: Cursor): number {
	const newline = cursor.text.indexOf("\n", cursor.at);
	cursor.at = newline < 0 ? cursor.text.length : newline;
	return nextLine(cursor);
}

/** Maximum characters in brackets: a regular expression keeps its backtracking states on a small stack. */
const MAX_FLOW = 10_000;

/** What brackets hold without comments and unclosed quotes; escapes are not supported. */
const IN_FLOW = String.raw`(?:[^"'#]|(?<=[{[,] *|: +)(?:"[^"\\]*"|'[^']*')){0,${MAX_FLOW}}`;

/** By their first character, what values look like that are closed on their line. */
const CLOSED: Readonly<Record<string, RegExp>> = {
	'"': /^"(?:.*[^\\])?(?:\\\\)*" *$/,
	"'": /^'(?:.*[^'])?(?:'')*' *$/,
	"{": new RegExp(`^\\{${IN_FLOW}\\} *$`),
	"[": new RegExp(`^\\[${IN_FLOW}\\] *$`),
	// The value after an anchor or a tag may open a quote or a collection.
	"&": /^[^"'{[]*$/,
	"!": /^[^"'{[]*$/,
};

/** True unless the value opens a quote or a flow collection that may not be closed on the line. */
function endsOnItsLine({ text, at }: Cursor): boolean {
	const closed = CLOSED[text[at] as string];
	if (closed === undefined) return true;
	const newline = text.indexOf("\n", at);
	return closed.test(text.slice(at, newline < 0 ? text.length : newline));
}

/** True where nothing but a comment is left of the line. */
export function isLineEnd({ text, at }: Cursor): boolean {
	const char = text.charCodeAt(at);
	return at >= text.length || char === CHAR.newline || char === CHAR.hash;
}

/** True where the cursor is on the dash of a block sequence's entry. */
export function isDash({ text, at }: Cursor): boolean {
	if (text.charCodeAt(at) !== CHAR.dash) return false;
	const following = text.charCodeAt(at + 1);
	const isEnd = at + 1 >= text.length || following === CHAR.newline;
	return isEnd || following === CHAR.space;
}
