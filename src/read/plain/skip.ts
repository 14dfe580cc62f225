import { type Cursor, nextLine, SIGN, skipSpaces } from "./cursor.ts";

/**
 * Moves behind the value of a key at the column, by indentation alone, and returns the column of the next line that is
 * no deeper: -1 at the end, -2 when the value may not end where its lines do.
 */
export function skipValue(cursor: Cursor, column: number): number {
	const { text, end } = cursor;
	skipSpaces(cursor);
	const newline = text.indexOf("\n", cursor.at);
	const lineEnd = newline < 0 || newline >= end ? end : newline;
	return endsOnItsLine(text, cursor.at, lineEnd)
		? skipLines(cursor, column)
		: -2;
}

/** As `skipValue`, whatever the value opens. */
export function skipLines(cursor: Cursor, column: number): number {
	const { text } = cursor;
	skipSpaces(cursor);
	const sign = text.charCodeAt(cursor.at);
	const isNested = sign === SIGN.newline || sign === SIGN.hash;
	let next = skipLine(cursor);
	while (next > column || (next === column && isNested && isDash(cursor)))
		next = skipLine(cursor);
	return next;
}

function skipLine(cursor: Cursor): number {
	const newline = cursor.text.indexOf("\n", cursor.at);
	cursor.at = newline < 0 || newline > cursor.end ? cursor.end : newline;
	return nextLine(cursor);
}

/** True where the cursor stands on the dash of a block sequence's entry. */
export function isDash({ text, at, end }: Cursor): boolean {
	if (text.charCodeAt(at) !== SIGN.dash) return false;
	if (at + 1 >= end) return true;
	const following = text.charCodeAt(at + 1);
	return following === SIGN.space || following === SIGN.newline;
}

/** True unless the value opens a quote or a flow collection and the line does not close it. */
function endsOnItsLine(text: string, start: number, lineEnd: number): boolean {
	const close = closing(text.charCodeAt(start));
	if (close === 0) return true;
	let last = lineEnd - 1;
	while (last > start && text.charCodeAt(last) === SIGN.space) last--;
	return last > start && text.charCodeAt(last) === close;
}

/** The sign that closes what the sign opens; 0 when it opens nothing. */
function closing(sign: number): number {
	if (sign === SIGN.quote || sign === SIGN.apostrophe) return sign;
	if (sign === SIGN.openBrace) return SIGN.closeBrace;
	return sign === SIGN.openBracket ? SIGN.closeBracket : 0;
}
