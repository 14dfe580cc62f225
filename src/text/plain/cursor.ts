/**
 * The state of the reader of plain YAML: the text and the offset of the next character. Readers return UNSURE for
 * anything that is not in the plainest form; then js-yaml reads the text instead.
 */
export interface Cursor {
	readonly text: string;
	at: number;
	/** Set after a block value: the column of the line that the cursor is on then, -1 at the end of the text. */
	column: number;
	/** When set, the readers record the spans they read or skipped, and values are slots. */
	readonly spans?: Span[] | undefined;
	/** When set, it gets the layouts of block mappings; once it has one, reading ends with the last wanted field. */
	readonly layouts?: Map<unknown, Layout> | undefined;
}

/** Where a block mapping is. */
export interface Layout {
	readonly keys: readonly string[];
	/** The column of its keys. */
	readonly column: number;
	/** The offset after its lines. */
	readonly end: number;
}

/** A part of a text that was read as one scalar, in block or flow style, or skipped. */
export interface Span {
	readonly as: "block" | "flow" | "skipped";
	readonly start: number;
	readonly end: number;
	/** The column of the key whose value was skipped, and the keys of its mapping that are not. */
	readonly column: number;
	readonly wanted?: readonly string[];
}

/** A placeholder for the scalar in the span with this index. */
export class Slot {
	readonly index: number;

	constructor(index: number) {
		this.index = index;
	}
}

/** Returned for a text that only js-yaml can read. */
export const UNSURE = Symbol("unsure");

/** Codes of YAML's special characters. */
export const CHAR = {
	newline: 10,
	space: 32,
	quote: 34,
	hash: 35,
	apostrophe: 39,
	comma: 44,
	dash: 45,
	greater: 62,
	openBracket: 91,
	closeBracket: 93,
	openBrace: 123,
	pipe: 124,
	closeBrace: 125,
} as const;

/** Moves past what a sticky expression matches; false where it does not. */
export function passes(cursor: Cursor, form: RegExp): boolean {
	form.lastIndex = cursor.at;
	if (!form.test(cursor.text)) return false;
	cursor.at = form.lastIndex;
	return true;
}

/** Moves past spaces. */
export function skipSpaces(cursor: Cursor): void {
	const { text } = cursor;
	while (text.charCodeAt(cursor.at) === CHAR.space) cursor.at++;
}

/**
 * Moves from the end of a value past comments and empty lines to the first character of the next line with content, and
 * returns its column; -1 at the end of the text. Returns -2 when more follows the value.
 */
export function nextLine(cursor: Cursor): number {
	const { text } = cursor;
	const end = text.length;
	let at = cursor.at;
	let isCommentAllowed = at === 0 || text.charCodeAt(at - 1) <= CHAR.space;
	for (;;) {
		const start = at;
		while (text.charCodeAt(at) === CHAR.space) at++;
		isCommentAllowed ||= at > start;
		if (at >= end) {
			cursor.at = end;
			return -1;
		}
		const char = text.charCodeAt(at);
		const isLineStart =
			start === 0 || text.charCodeAt(start - 1) === CHAR.newline;
		if (char === CHAR.hash && isCommentAllowed) {
			const newline = text.indexOf("\n", at);
			at = newline < 0 ? end : newline;
		} else if (char !== CHAR.newline) {
			cursor.at = at;
			return isLineStart ? at - start : -2;
		}
		if (at < end) at++;
		isCommentAllowed = true;
	}
}
