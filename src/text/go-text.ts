/** True for what Go's strconv.Atoi accepts: decimal digits with an optional sign, in 64 bits. */
export function isGoInteger(text: string): boolean {
	const [, sign, digits = ""] = /^([+-]?)0*(\d+)$/.exec(text) ?? [];
	if (sign === undefined || digits.length > 19) return false;
	const value = BigInt(sign + digits);
	return BigInt.asIntN(64, value) === value;
}

const GO_BOOLEANS = [
	["0", "f", "F", "FALSE", "false", "False"],
	["1", "t", "T", "TRUE", "true", "True"],
];

/** The result of Go's strconv.ParseBool; undefined where it returns an error. */
export function parseGoBoolean(text: string): boolean | undefined {
	const [isFalse, isTrue] = GO_BOOLEANS.map((texts) => texts.includes(text));
	return isFalse ? false : isTrue || undefined;
}

const SPACE =
	/^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** The text without white space at its ends, as by Go's strings.TrimSpace. */
export function trimAsGo(text: string): string {
	let [start, end] = [0, text.length];
	while (SPACE.test(text.charAt(start))) start++;
	while (SPACE.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}
