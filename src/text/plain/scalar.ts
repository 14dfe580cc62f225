import { CHAR, type Cursor, UNSURE } from "./cursor.ts";

/** The value of a plain scalar in YAML's core schema; UNSURE unless it is certainly a text or a small number. */
export function plainValue(source: string): unknown {
	const first = source.charCodeAt(0);
	if (isLetter(first) || first === CHAR.slash)
		return isKeyword(source) ? keywordValue(source) : source;
	if (isDigit(first)) return startsAsNumber(source);
	return source === "~" ? null : UNSURE;
}

function isKeyword(source: string): boolean {
	if (source.length > 5) return false;
	const word = source.toLowerCase();
	return word === "null" || word === "true" || word === "false";
}

function keywordValue(source: string): unknown {
	if (source === "true") return true;
	if (source === "false") return false;
	return source === "null" ? null : UNSURE;
}

/** Reads what starts with a digit: a number without sign, dot or leading zero, or a certain text. */
function startsAsNumber(source: string): unknown {
	let dots = 0;
	let signs = 0;
	let others = 0;
	for (let i = 0; i < source.length; i++) {
		const char = source.charCodeAt(i);
		if (isDigit(char)) continue;
		if (char === CHAR.dot) dots++;
		else if (char === CHAR.dash || char === CHAR.plus) signs++;
		else if (isInNumbers(char)) others++;
		else return source;
	}
	// No number has two dots or two signs.
	if (dots > 1 || signs > 1) return source;
	const isPlain = dots + signs + others === 0 && source.length <= 15;
	const isLeadingZero = source.length > 1 && source.charCodeAt(0) === ZERO;
	return isPlain && !isLeadingZero ? Number(source) : UNSURE;
}

const ZERO = 48;

/** True for letters in numbers: hexadecimal digits, and the letters of `0x` and `0o`. */
function isInNumbers(char: number): boolean {
	const lower = char | 32;
	return (
		isLetter(char) &&
		(lower <= LETTER_F || lower === LETTER_O || lower === LETTER_X)
	);
}

const [LETTER_F, LETTER_O, LETTER_X] = [102, 111, 120];

/**
 * Reads a quoted text without escapes on one line; with a column, also one on several lines that are all deeper than it,
 * as kubectl folds long texts.
 */
export function quotedValue(
	cursor: Cursor,
	column = Number.POSITIVE_INFINITY,
): string | typeof UNSURE {
	const { text, at } = cursor;
	const quote = text.charCodeAt(at);
	let folded = "";
	let start = at + 1;
	for (let i = at + 1; i < cursor.end; i++) {
		const char = text.charCodeAt(i);
		if (char === quote) {
			if (text.charCodeAt(i + 1) === CHAR.apostrophe) return UNSURE;
			cursor.at = i + 1;
			return folded + text.slice(start, i);
		}
		if (char === CHAR.newline && cursor.spans === undefined) {
			const next = startOfNextLine(text, i);
			if (next - i - 1 <= column) return UNSURE;
			folded += `${text.slice(start, i).trimEnd()} `;
			start = next;
			i = next - 1;
			continue;
		}
		if (!isPrintable(char) || (char === CHAR.backslash && quote === CHAR.quote))
			return UNSURE;
	}
	return UNSURE;
}

/** The offset of the text on the line after the newline; that of the newline itself for an empty line. */
function startOfNextLine(text: string, newline: number): number {
	let at = newline + 1;
	while (text.charCodeAt(at) === CHAR.space) at++;
	return text.charCodeAt(at) === CHAR.newline ? newline : at;
}

/** True for letters of ASCII. */
export function isLetter(char: number): boolean {
	return (char >= 97 && char <= 122) || (char >= 65 && char <= 90);
}

/** True for decimal digits. */
export function isDigit(char: number): boolean {
	return char >= 48 && char <= 57;
}

/** True for printable ASCII, without line ends and tabs. */
export function isPrintable(char: number): boolean {
	return char >= 32 && char <= 126;
}

/** A plain key. (A regular expression is fast at once, a loop only after V8 has optimised it.) */
const PLAIN_KEY = /[A-Za-z][\w./-]*/y;

/** The key that other parsers merge. */
const MERGE = "<<";

/** Reads the key of a mapping and its colon; the cursor stays where it was when there is none. */
export function readKey(cursor: Cursor): string | typeof UNSURE {
	const { text, at } = cursor;
	const first = text.charCodeAt(at);
	let key: string | typeof UNSURE = UNSURE;
	if (first === CHAR.quote || first === CHAR.apostrophe) {
		key = quotedValue(cursor);
		if (key === MERGE) key = UNSURE;
	} else {
		PLAIN_KEY.lastIndex = at;
		if (!PLAIN_KEY.test(text)) return UNSURE;
		cursor.at = PLAIN_KEY.lastIndex;
		key = text.slice(at, cursor.at);
		if (isKeyword(key)) key = UNSURE;
	}
	const isKey =
		key !== UNSURE &&
		// What every object has already, as `constructor`.
		!(key in Object.prototype) &&
		text.charCodeAt(cursor.at) === CHAR.colon &&
		isSpaceOrEnd(text, cursor.at + 1, cursor.end);
	if (!isKey) {
		cursor.at = at;
		return UNSURE;
	}
	cursor.at++;
	return key;
}

function isSpaceOrEnd(text: string, at: number, end: number): boolean {
	if (at >= end) return true;
	const char = text.charCodeAt(at);
	return char === CHAR.space || char === CHAR.newline;
}
