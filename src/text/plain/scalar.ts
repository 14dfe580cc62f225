import { type Cursor, SIGN, UNSURE } from "./cursor.ts";
import { nameAt } from "./names.ts";

/** The value of a plain scalar in YAML's core schema; UNSURE for what is neither surely a text nor a small number. */
export function plainValue(source: string): unknown {
	const first = source.charCodeAt(0);
	if (isLetter(first) || first === SIGN.slash)
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

/** What starts with a digit: a number without sign, dot and leading zero, or surely a text. */
function startsAsNumber(source: string): unknown {
	let dots = 0;
	let signs = 0;
	let others = 0;
	for (let i = 0; i < source.length; i++) {
		const sign = source.charCodeAt(i);
		if (isDigit(sign)) continue;
		if (sign === SIGN.dot) dots++;
		else if (sign === SIGN.dash || sign === SIGN.plus) signs++;
		else if (isInNumbers(sign)) others++;
		else return source;
	}
	// No number has two dots or two signs.
	if (dots > 1 || signs > 1) return source;
	const isPlain = dots + signs + others === 0 && source.length <= 15;
	const isLeadingZero = source.length > 1 && source.charCodeAt(0) === ZERO;
	return isPlain && !isLeadingZero ? Number(source) : UNSURE;
}

const ZERO = 48;

/** True for the letters that some number holds: hexadecimal digits, and those of `0x` and `0o`. */
function isInNumbers(sign: number): boolean {
	const lower = sign | 32;
	return (
		isLetter(sign) &&
		(lower <= LETTER_F || lower === LETTER_O || lower === LETTER_X)
	);
}

const [LETTER_F, LETTER_O, LETTER_X] = [102, 111, 120];

/**
 * Reads a text in quotes, without escapes and on one line; with a column, also on several that are all deeper than that,
 * as kubectl breaks long ones.
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
		const sign = text.charCodeAt(i);
		if (sign === quote) {
			if (text.charCodeAt(i + 1) === SIGN.apostrophe) return UNSURE;
			cursor.at = i + 1;
			return folded + text.slice(start, i);
		}
		if (sign === SIGN.newline && cursor.spans === undefined) {
			const next = startOfNextLine(text, i);
			if (next - i - 1 <= column) return UNSURE;
			folded += `${text.slice(start, i).trimEnd()} `;
			start = next;
			i = next - 1;
			continue;
		}
		if (!isPrintable(sign) || (sign === SIGN.backslash && quote === SIGN.quote))
			return UNSURE;
	}
	return UNSURE;
}

/** The offset of what stands on the line behind the newline; that of the newline itself for an empty line. */
function startOfNextLine(text: string, newline: number): number {
	let at = newline + 1;
	while (text.charCodeAt(at) === SIGN.space) at++;
	return text.charCodeAt(at) === SIGN.newline ? newline : at;
}

/** True for letters of ASCII. */
export function isLetter(sign: number): boolean {
	return (sign >= 97 && sign <= 122) || (sign >= 65 && sign <= 90);
}

/** True for decimal digits. */
export function isDigit(sign: number): boolean {
	return sign >= 48 && sign <= 57;
}

/** True for what a plain scalar or a quoted one holds for sure: printable ASCII, without line ends and tabs. */
export function isPrintable(sign: number): boolean {
	return sign >= 32 && sign <= 126;
}

/** A plain key. (An expression is fast at once; a loop is not before V8 has optimised it.) */
const PLAIN_KEY = /[A-Za-z][\w./-]*/y;

/** The key that other readers take for an order to merge. */
const MERGE = "<<";

/** Reads the key of a mapping and its colon; the cursor stays where it was when there is none. */
export function readKey(cursor: Cursor): string | typeof UNSURE {
	const { text, at } = cursor;
	const first = text.charCodeAt(at);
	let key: string | typeof UNSURE = UNSURE;
	if (first === SIGN.quote || first === SIGN.apostrophe) {
		key = quotedValue(cursor);
		if (key !== UNSURE && (key in Object.prototype || key === MERGE))
			key = UNSURE;
	} else {
		PLAIN_KEY.lastIndex = at;
		if (!PLAIN_KEY.test(text)) return UNSURE;
		cursor.at = PLAIN_KEY.lastIndex;
		key = nameAt(text, at, cursor.at) ?? UNSURE;
		if (key !== UNSURE && isKeyword(key)) key = UNSURE;
	}
	const isKey =
		key !== UNSURE &&
		text.charCodeAt(cursor.at) === SIGN.colon &&
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
	const sign = text.charCodeAt(at);
	return sign === SIGN.space || sign === SIGN.newline;
}
