/**
 * What reads plain YAML: the text, and where the next sign stands. Readers return UNSURE at whatever is not in the
 * plainest form; then js-yaml reads the text instead.
 */
export interface Cursor {
	readonly text: string;
	readonly end: number;
	at: number;
	/** Set behind a block value: the column of the line that the cursor stands on then, -1 at the end of the text. */
	column: number;
}

/** Said of a text that js-yaml has to read. */
export const UNSURE = Symbol("unsure");

/** Codes of the signs that mean something. */
export const SIGN = {
	newline: 10,
	space: 32,
	quote: 34,
	hash: 35,
	apostrophe: 39,
	comma: 44,
	dash: 45,
	dot: 46,
	slash: 47,
	colon: 58,
	openBracket: 91,
	closeBracket: 93,
	underscore: 95,
	openBrace: 123,
	pipe: 124,
	closeBrace: 125,
	tilde: 126,
} as const;

/** Moves behind spaces. */
export function skipSpaces(cursor: Cursor): void {
	const { text } = cursor;
	while (text.charCodeAt(cursor.at) === SIGN.space) cursor.at++;
}

/**
 * Moves from behind a value to the first sign of the next line that says anything, over comments and empty lines, and
 * returns its column; -1 at the end of the text. Returns -2 when more stands behind the value.
 */
export function nextLine(cursor: Cursor): number {
	const { text, end } = cursor;
	let at = cursor.at;
	let isCommentAllowed = at === 0 || text.charCodeAt(at - 1) <= SIGN.space;
	for (;;) {
		const start = at;
		while (text.charCodeAt(at) === SIGN.space) at++;
		isCommentAllowed ||= at > start;
		if (at >= end) {
			cursor.at = end;
			return -1;
		}
		const sign = text.charCodeAt(at);
		const isLineStart =
			start === 0 || text.charCodeAt(start - 1) === SIGN.newline;
		if (sign === SIGN.hash && isCommentAllowed) {
			const newline = text.indexOf("\n", at);
			at = newline < 0 ? end : newline;
		} else if (sign !== SIGN.newline) {
			cursor.at = at;
			return isLineStart ? at - start : -2;
		}
		if (at < end) at++;
		isCommentAllowed = true;
	}
}
