import { CHAR, type Cursor, passes, Slot, UNSURE } from "./cursor.ts";

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

/** Reads a scalar that ends on its line; what may follow it there is not checked. With spans, it is a slot. */
export function scalarValue(cursor: Cursor, as: "block" | "flow"): unknown {
	const { text, at: start, spans } = cursor;
	const char = text.charCodeAt(start);
	const isQuoted = char === CHAR.quote || char === CHAR.apostrophe;
	const value = isQuoted ? quotedValue(cursor) : plainScalar(cursor, as);
	if (spans === undefined || value === UNSURE) return value;
	const count = spans.push({ as, start, end: cursor.at, column: 0 });
	return new Slot(count - 1);
}

function plainScalar(cursor: Cursor, style: "block" | "flow"): unknown {
	const { text, at } = cursor;
	passes(cursor, PLAIN[style]);
	const isWhole = cursor.at - at < MAX_CHARS;
	return isWhole ? plainValue(text.slice(at, cursor.at)) : UNSURE;
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
	String.raw`"[ !#-\[\]-~]{0,${MAX_CHARS}}"|'[ -&(-~]{0,${MAX_CHARS}}'(?!')`,
	"y",
);

function quotedValue(cursor: Cursor): string | typeof UNSURE {
	const { text, at } = cursor;
	return passes(cursor, QUOTED) ? text.slice(at + 1, cursor.at - 1) : UNSURE;
}

/** A plain key; the colon of a key. */
const PLAIN_KEY = /(?!(?:null|true|false)(?![\w./-]))[a-z][\w./-]*/iy;
const COLON = /:(?=[ \n]|$)/y;

/** The key that other parsers merge. */
const MERGE = "<<";

/** Reads the key of a mapping and its colon; the cursor stays where it was when there is none. */
export function readKey(cursor: Cursor): string | typeof UNSURE {
	const { text, at } = cursor;
	const key = passes(cursor, PLAIN_KEY)
		? text.slice(at, cursor.at)
		: quotedValue(cursor);
	// What every object has already, as `constructor`, would be overwritten.
	const isSure = key !== UNSURE && key !== MERGE && !(key in Object.prototype);
	if (isSure && passes(cursor, COLON)) return key;
	cursor.at = at;
	return UNSURE;
}
