import { type Cursor, SIGN, scalarRead, skipSpaces, UNSURE } from "./cursor.ts";
import { isPrintable, plainValue, quotedValue, readKey } from "./scalar.ts";

/** Deeper than any line of ours. */
const MOST_DEPTH = 20;

/** Reads a flow collection that ends on its line. */
export function flowValue(cursor: Cursor, depth = 0): unknown {
	if (depth > MOST_DEPTH) return UNSURE;
	const sign = cursor.text.charCodeAt(cursor.at);
	if (sign === SIGN.openBrace) return flowMapping(cursor, depth);
	if (sign === SIGN.openBracket) return flowSequence(cursor, depth);
	const start = cursor.at;
	const value =
		sign === SIGN.quote || sign === SIGN.apostrophe
			? quotedValue(cursor)
			: flowScalar(cursor);
	return scalarRead(cursor, start, "flow", value);
}

function flowMapping(cursor: Cursor, depth: number): unknown {
	const { text } = cursor;
	const mapping: Record<string, unknown> = {};
	cursor.at++;
	skipSpaces(cursor);
	if (text.charCodeAt(cursor.at) === SIGN.closeBrace) {
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
		const end = endOfEntry(cursor, SIGN.closeBrace);
		if (end === UNSURE) return UNSURE;
		if (end) return mapping;
	}
}

function flowSequence(cursor: Cursor, depth: number): unknown {
	const { text } = cursor;
	const sequence: unknown[] = [];
	cursor.at++;
	skipSpaces(cursor);
	if (text.charCodeAt(cursor.at) === SIGN.closeBracket) {
		cursor.at++;
		return sequence;
	}
	for (;;) {
		const value = flowValue(cursor, depth + 1);
		if (value === UNSURE) return UNSURE;
		sequence.push(value);
		const end = endOfEntry(cursor, SIGN.closeBracket);
		if (end === UNSURE) return UNSURE;
		if (end) return sequence;
	}
}

/** Moves behind a comma and its spaces, or behind the sign that closes the collection: then true. */
function endOfEntry(cursor: Cursor, close: number): boolean | typeof UNSURE {
	skipSpaces(cursor);
	const sign = cursor.text.charCodeAt(cursor.at);
	if (sign !== close && sign !== SIGN.comma) return UNSURE;
	cursor.at++;
	if (sign === close) return true;
	skipSpaces(cursor);
	return false;
}

/** A plain scalar up to the sign that ends it in flow style. */
function flowScalar(cursor: Cursor): unknown {
	const { text, at } = cursor;
	let behind = at;
	for (; behind < cursor.end; behind++) {
		const sign = text.charCodeAt(behind);
		if (
			sign === SIGN.comma ||
			sign === SIGN.closeBrace ||
			sign === SIGN.closeBracket
		)
			break;
		if (!isFlowSign(sign) || (sign === SIGN.space && isOdd(text, behind + 1)))
			return UNSURE;
	}
	while (behind > at && text.charCodeAt(behind - 1) === SIGN.space) behind--;
	if (behind === at) return UNSURE;
	cursor.at = behind;
	return plainValue(text.slice(at, behind));
}

/** What a scalar in flow style may hold without a second look; colons stand in quotes. */
function isFlowSign(sign: number): boolean {
	return (
		isPrintable(sign) &&
		sign !== SIGN.colon &&
		sign !== SIGN.openBrace &&
		sign !== SIGN.openBracket
	);
}

/** True where a comment starts. */
function isOdd(text: string, at: number): boolean {
	return text.charCodeAt(at) === SIGN.hash;
}
