import { type Cursor, nextLine, SIGN, skipSpaces } from "./cursor.ts";

/**
 * Moves behind the value of a key at the column, by indentation alone, and returns the column of the next line that is
 * no deeper: -1 at the end, -2 when the value may not end where its lines do.
 */
export function skipValue(cursor: Cursor, column: number): number {
	const { text, end } = cursor;
	skipSpaces(cursor);
	const start = cursor.at;
	const newline = text.indexOf("\n", start);
	const lineEnd = newline < 0 || newline >= end ? end : newline;
	if (!endsOnItsLine(text, start, lineEnd)) return -2;
	cursor.at = lineEnd;
	let next = nextLine(cursor);
	while (next > column || (next === column && isDash(text, cursor.at))) {
		const behind = text.indexOf("\n", cursor.at);
		cursor.at = behind < 0 || behind > end ? end : behind;
		next = nextLine(cursor);
	}
	return next;
}

function isDash(text: string, at: number): boolean {
	return (
		text.charCodeAt(at) === SIGN.dash && text.charCodeAt(at + 1) <= SIGN.space
	);
}

/** True unless the value opens a quote or a flow collection and the line does not close it. */
function endsOnItsLine(text: string, start: number, lineEnd: number): boolean {
	const sign = text.charCodeAt(start);
	const close = CLOSING.get(sign);
	if (close === undefined) return true;
	let last = lineEnd - 1;
	while (last > start && text.charCodeAt(last) === SIGN.space) last--;
	return last > start && text.charCodeAt(last) === close;
}

const CLOSING = new Map<number, number>([
	[SIGN.quote, SIGN.quote],
	[SIGN.apostrophe, SIGN.apostrophe],
	[SIGN.openBrace, SIGN.closeBrace],
	[SIGN.openBracket, SIGN.closeBracket],
]);
