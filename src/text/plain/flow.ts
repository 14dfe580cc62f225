import { CHAR, type Cursor, scalarRead, skipSpaces, UNSURE } from "./cursor.ts";
import { isPrintable, plainValue, quotedValue, readKey } from "./scalar.ts";

/** Maximum depth of flow collections on a line. */
const MAX_DEPTH = 20;

/** Reads a flow collection that ends on its line. */
export function flowValue(cursor: Cursor, depth = 0): unknown {
	if (depth > MAX_DEPTH) return UNSURE;
	const char = cursor.text.charCodeAt(cursor.at);
	if (char === CHAR.openBrace) return flowMapping(cursor, depth);
	if (char === CHAR.openBracket) return flowSequence(cursor, depth);
	const start = cursor.at;
	const value =
		char === CHAR.quote || char === CHAR.apostrophe
			? quotedValue(cursor)
			: flowScalar(cursor);
	return scalarRead(cursor, start, "flow", value);
}

function flowMapping(cursor: Cursor, depth: number): unknown {
	const { text } = cursor;
	const mapping: Record<string, unknown> = {};
	cursor.at++;
	skipSpaces(cursor);
	if (text.charCodeAt(cursor.at) === CHAR.closeBrace) {
		cursor.at++;
		return mapping;
	}
	for (;;) {
		const key = readKey(cursor);
		if (key === UNSURE || mapping[key] !== undefined) return UNSURE;
		skipSpaces(cursor);
		const value = flowValue(cursor, depth + 1);
		if (value === UNSURE) return UNSURE;
		mapping[key] = value;
		const end = endOfEntry(cursor, CHAR.closeBrace);
		if (end === UNSURE) return UNSURE;
		if (end) return mapping;
	}
}

function flowSequence(cursor: Cursor, depth: number): unknown {
	const { text } = cursor;
	const sequence: unknown[] = [];
	cursor.at++;
	skipSpaces(cursor);
	if (text.charCodeAt(cursor.at) === CHAR.closeBracket) {
		cursor.at++;
		return sequence;
	}
	for (;;) {
		const value = flowValue(cursor, depth + 1);
		if (value === UNSURE) return UNSURE;
		sequence.push(value);
		const end = endOfEntry(cursor, CHAR.closeBracket);
		if (end === UNSURE) return UNSURE;
		if (end) return sequence;
	}
}

/** Moves past a comma and its spaces, or past the closing character: then returns true. */
function endOfEntry(cursor: Cursor, close: number): boolean | typeof UNSURE {
	skipSpaces(cursor);
	const char = cursor.text.charCodeAt(cursor.at);
	if (char !== close && char !== CHAR.comma) return UNSURE;
	cursor.at++;
	if (char === close) return true;
	skipSpaces(cursor);
	return false;
}

/** A plain scalar up to the character that ends it in flow style. */
function flowScalar(cursor: Cursor): unknown {
	const { text, at } = cursor;
	let behind = at;
	for (; behind < cursor.end; behind++) {
		const char = text.charCodeAt(behind);
		if (
			char === CHAR.comma ||
			char === CHAR.closeBrace ||
			char === CHAR.closeBracket
		)
			break;
		if (
			!isFlowSign(char) ||
			(char === CHAR.space && startsComment(text, behind + 1))
		)
			return UNSURE;
	}
	while (behind > at && text.charCodeAt(behind - 1) === CHAR.space) behind--;
	if (behind === at) return UNSURE;
	cursor.at = behind;
	return plainValue(text.slice(at, behind));
}

/** The chars of a plain scalar in flow style; texts with colons are quoted. */
function isFlowSign(char: number): boolean {
	return (
		isPrintable(char) &&
		char !== CHAR.colon &&
		char !== CHAR.openBrace &&
		char !== CHAR.openBracket
	);
}

/** True where a comment starts. */
function startsComment(text: string, at: number): boolean {
	return text.charCodeAt(at) === CHAR.hash;
}
