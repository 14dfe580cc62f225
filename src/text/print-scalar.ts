/** Strings whose printed form is known here: printable ASCII. */
const KNOWN = /^[ -~]*$/;

/** Words that are no strings in YAML 1.1 or 1.2. */
const KEYWORDS = new Set([
	...["null", "true", "false", "yes", "no", "on", "off", "y", "n"],
]);

const isKeyword = (text: string) =>
	text.length <= 5 && KEYWORDS.has(text.toLowerCase());

/** Plain under every reader: names, paths and versions. */
const PLAIN = /^[A-Za-z/][\w./-]*$/;

/** What a plain scalar can't hold: the start of a comment, the end of a key, space at its end. */
const BREAKING = /: | #|[: ]$/;

/**
 * The scalar on one line as js-yaml prints it, where in flow style every text with a colon is in quotes; undefined when
 * this is not sure.
 */
export function printScalar(
	value: unknown,
	isFlow = false,
): string | undefined {
	if (typeof value === "string") return printText(value, isFlow);
	if (value === null) return "null";
	if (typeof value === "boolean") return String(value);
	return Number.isSafeInteger(value) && !Object.is(value, -0)
		? String(value)
		: undefined;
}

/** Texts that one match shows to be plain: names and paths too long for a keyword, addresses, CIDRs. */
const SURE =
	/^(?:[A-Za-z/][\w./-]{5,}|[0-9]+(?:\.[0-9]+){2,}|[0-9][0-9a-f.]*\/[0-9]+)$/;

function printText(value: string, isFlow: boolean): string | undefined {
	if (SURE.test(value)) return value;
	if (PLAIN.test(value) && !isKeyword(value)) return value;
	if (!KNOWN.test(value)) return undefined;
	const isSplit = isFlow && FLOW_SIGN.test(value);
	if (isSplit || isQuoted(value) || isLikeNumber(value)) return quoted(value);
	if (!STARTS_AS_TEXT.test(value)) return undefined;
	return BREAKING.test(value) ? quoted(value) : value;
}

/** The start of what no reader takes for anything but a text: a letter, or a digit and what neither numbers nor times hold. */
const STARTS_AS_TEXT = /^(?:[A-Za-z]|[0-9].*[/g-mp-su-wy])/;

/** What separates values in flow style. */
const FLOW_SIGN = /[:,[\]{}]/;

/** True for a key that is printed as it is. */
export function isPlainKey(key: string): boolean {
	return PLAIN_KEY.test(key) && !isKeyword(key);
}

const PLAIN_KEY = /^[A-Za-z][\w./-]*$/;

/**
 * A text of several lines as a literal block, from after the key on, its lines at the margin; undefined when this is
 * not sure.
 */
export function literalBlock(
	value: string,
	margin: string,
): string | undefined {
	if (!/^[!-~][ -~\n]*$/.test(value) || value.endsWith("\n\n"))
		return undefined;
	const chomp = value.endsWith("\n") ? "" : "-";
	const lines = value.replace(/\n$/, "").replace(/^(?=.)/gm, margin);
	return `|${chomp}\n${lines}`;
}

/** True for what would not be read as a text, or not at all, without its quotes. */
function isQuoted(value: string): boolean {
	return (
		value === "" ||
		isKeyword(value) ||
		INTEGER.test(value) ||
		STARTS_WITH_SIGN.test(value)
	);
}

const INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;
const STARTS_WITH_SIGN = /^["'{}[\],&*!|>%@#`]/;

/** True for a text that is a number, date or time to some reader, as 1e_3 and 0B1 are to Go's. */
export const isLikeNumber = (value: string) =>
	NUMBER.test(value) && !DOTTED.test(value);

const NUMBER = /^[-+._]*[0-9][0-9A-Fa-fOoXx._:+-]*$/;

/** IPv4 addresses and versions, which are no numbers anywhere. */
const DOTTED = /^[0-9]+(?:\.[0-9]+){2,}$/;

const quoted = (value: string) =>
	`"${ESCAPED.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;

const ESCAPED = /["\\]/;
