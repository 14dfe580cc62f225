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
	const newline = text.indexOf("\n", cursor.at);
	const lineEnd = newline < 0 ? text.length : newline;
	const next = endsOnItsLine(text, cursor.at, lineEnd) ? skipLine(cursor) : -2;
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

/** True unless the value opens a quote or a flow collection that may not be closed on the line. */
function endsOnItsLine(text: string, start: number, lineEnd: number): boolean {
	const first = text.charCodeAt(start);
	// The value after an anchor or a tag may open a quote or a collection.
	if (first === CHAR.ampersand || first === CHAR.exclamation)
		return !/["'{[]/.test(text.slice(start, lineEnd));
	const close = closing(first);
	if (close === 0) return true;
	let last = lineEnd - 1;
	while (last > start && text.charCodeAt(last) === CHAR.space) last--;
	if (last <= start || text.charCodeAt(last) !== close) return false;
	if (close === CHAR.quote)
		return lengthOfRun(text, last - 1, CHAR.backslash) % 2 === 0;
	if (close === CHAR.apostrophe)
		return lengthOfRun(text, last, close, start + 1) % 2 === 1;
	if (last - start > MAX_FLOW) return false;
	FLOW.lastIndex = start;
	return FLOW.test(text) && FLOW.lastIndex > last;
}

/** Length of the run of the character that ends at an offset and starts at `first` or later. */
function lengthOfRun(
	text: string,
	end: number,
	char: number,
	first = 0,
): number {
	let at = end;
	while (at >= first && text.charCodeAt(at) === char) at--;
	return end - at;
}

/** A regular expression keeps its backtracking states on a small stack. */
const MAX_FLOW = 100_000;

/** The part of a flow-style line without comments and unclosed quotes; escapes are not supported. */
const FLOW = /(?:[^"'#\n]+|(?<=[{[,] *|: +)(?:"[^"\\\n]*"|'[^'\n]*'))*/y;

/** The character that closes what the character opens; 0 when it opens nothing. */
function closing(char: number): number {
	if (char === CHAR.quote || char === CHAR.apostrophe) return char;
	if (char === CHAR.openBrace) return CHAR.closeBrace;
	return char === CHAR.openBracket ? CHAR.closeBracket : 0;
}
