import { CHAR, type Cursor, skipSpaces, UNSURE } from "./cursor.ts";
import { readKey, scalarValue } from "./scalar.ts";

/** Maximum depth of flow collections on a line. */
const MAX_DEPTH = 20;

/** Reads a flow collection that ends on its line. */
export function flowValue(cursor: Cursor, depth = 0): unknown {
	if (depth > MAX_DEPTH) return UNSURE;
	const char = cursor.text.charCodeAt(cursor.at);
	if (char === CHAR.openBrace)
		return collection(cursor, depth, CHAR.closeBrace);
	if (char === CHAR.openBracket)
		return collection(cursor, depth, CHAR.closeBracket);
	return scalarValue(cursor, "flow");
}

/** Reads a mapping or a sequence up to the character that closes it. */
function collection(cursor: Cursor, depth: number, close: number): unknown {
	const { text } = cursor;
	const isMapping = close === CHAR.closeBrace;
	const entries = (isMapping ? {} : []) as Record<string | number, unknown>;
	cursor.at++;
	for (let count = 0; ; count++) {
		skipSpaces(cursor);
		if (count === 0 && text.charCodeAt(cursor.at) === close) {
			cursor.at++;
			return entries;
		}
		const key = isMapping ? readKey(cursor) : count;
		if (key === UNSURE || entries[key] !== undefined) return UNSURE;
		skipSpaces(cursor);
		const value = flowValue(cursor, depth + 1);
		if (value === UNSURE) return UNSURE;
		entries[key] = value;
		skipSpaces(cursor);
		const end = text.charCodeAt(cursor.at++);
		if (end === close) return entries;
		if (end !== CHAR.comma) return UNSURE;
	}
}
