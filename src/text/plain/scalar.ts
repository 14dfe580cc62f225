import { CHAR, type Cursor, scalarRead, UNSURE } from "./cursor.ts";

/** Maximum characters of a scalar: a regular expression keeps its backtracking states on a small stack. */
const MAX_CHARS = 10_000;

/**
 * The part of a plain scalar on its line: printable ASCII, and `#` not after a space. Colons only inside or before a word
 * in block style, and not in flow style.
 */
const PLAIN = {
	block: new RegExp(
		`(?:[!"$-9;-~]|:(?=[!-~])|(?<! )#| +(?=[!"$-~])){0,${MAX_CHARS}}`,
		"y",
	),
	flow: new RegExp(
		String.raw`(?:[!"$-+\--9;-Z\\^-z|~]|(?<! )#| +(?=[!"$-+\--9;-Z\\^-z|~])){0,${MAX_CHARS}}`,
		"y",
	),
};

/** Reads a scalar that ends on its line; what may follow it there is not checked. */
export function scalarValue(cursor: Cursor, style: "block" | "flow"): unknown {
	const { text, at } = cursor;
	const char = text.charCodeAt(at);
	if (char === CHAR.quote || char === CHAR.apostrophe)
		return scalarRead(cursor, at, style, quotedValue(cursor));
	const plain = PLAIN[style];
	plain.lastIndex = at;
	plain.test(text);
	cursor.at = plain.lastIndex;
	return cursor.at - at < MAX_CHARS
		? scalarRead(cursor, at, style, plainValue(text.slice(at, cursor.at)))
		: UNSURE;
}

/** The words of YAML's core schema in the form that everybody writes. */
const WORDS = new Map<string, unknown>([
	["null", null],
	["~", null],
	["true", true],
	["false", false],
]);

/**
 * Texts for sure: those that start with a letter or a slash and are no such word, and those that start with a digit and have
 * two dots, two signs, or a character that no number has.
 */
const TEXT =
	/^(?!(?:null|true|false)$)(?:[a-z/]|[0-9].*(?:\..*\.|[+-].*[+-]|[^0-9a-fox.+-]))/i;

const NUMBER = /^(?:0|[1-9][0-9]{0,14})$/;

/** The value of a plain scalar in YAML's core schema; UNSURE unless it is certainly a text or a small number. */
export function plainValue(source: string): unknown {
	if (TEXT.test(source)) return source;
	if (NUMBER.test(source)) return Number(source);
	return WORDS.has(source) ? WORDS.get(source) : UNSURE;
}

/** A text in quotes without escapes, on one line. */
const QUOTED = new RegExp(
	String.raw`"([ !#-\[\]-~]{0,${MAX_CHARS}})"|'([ -&(-~]{0,${MAX_CHARS}})'(?!')`,
	"y",
);

function quotedValue(cursor: Cursor): string | typeof UNSURE {
	QUOTED.lastIndex = cursor.at;
	const match = QUOTED.exec(cursor.text);
	if (match === null) return UNSURE;
	cursor.at = QUOTED.lastIndex;
	return match[1] ?? (match[2] as string);
}

/** A plain key. */
const PLAIN_KEY = /(?!(?:null|true|false)(?![\w./-]))[a-z][\w./-]*/iy;

/** The key that other parsers merge. */
const MERGE = "<<";

/** Reads the key of a mapping and its colon; the cursor stays where it was when there is none. */
export function readKey(cursor: Cursor): string | typeof UNSURE {
	const { text, at } = cursor;
	const first = text.charCodeAt(at);
	let key: string | typeof UNSURE = UNSURE;
	if (first === CHAR.quote || first === CHAR.apostrophe)
		key = quotedValue(cursor);
	else {
		PLAIN_KEY.lastIndex = at;
		if (!PLAIN_KEY.test(text)) return UNSURE;
		cursor.at = PLAIN_KEY.lastIndex;
		key = text.slice(at, cursor.at);
	}
	const isKey =
		key !== UNSURE &&
		key !== MERGE &&
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
