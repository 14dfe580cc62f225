import type { Span } from "./cursor.ts";
import { plainValue } from "./scalar.ts";

/** How a pattern matches the scalars in the place of the learned one. */
type ScalarForm =
	/** All of the same kind: texts that are not empty, or small numbers. */
	| { readonly as: "text" | "number"; readonly source: string }
	/** The learned one only. */
	| { readonly as: "constant"; readonly value: unknown };

/** Characters of plain scalars after the first one. In block style, colons only inside. */
const SIGNS = {
	block: String.raw`[\w./@+,-]|:(?=:*[\w./@+-])`,
	flow: String.raw`[\w./@+-]`,
};

/** A regular expression keeps its backtracking states on a small stack. */
const MAX_SIGNS = 1000;

/** Characters of numbers besides dots and signs: decimal and hexadecimal digits, and the letters of `0x` and `0o`. */
const IN_NUMBERS = "0-9A-FOXa-fox";

const KEYWORD = "[Nn][Uu][Ll][Ll]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]";

/**
 * Plain scalars that are texts for sure: those that start with a letter or a slash and are no keyword, and those that
 * start with a digit and have two dots, two signs, or a character that no number has. What decides is in a lookahead, so
 * that there is one way to match a text: where an expression fails later, it would try all ways of all scalars.
 */
function plainText(style: "block" | "flow"): string {
	const char = SIGNS[style];
	const others = style === "block" ? "_/@:" : "_/@";
	const starts = [
		`(?!(?:${KEYWORD})(?!${char}))[A-Za-z/]`,
		String.raw`[0-9][${IN_NUMBERS}+-]*\.[${IN_NUMBERS}+-]*\.`,
		`[0-9][${IN_NUMBERS}.]*[+-][${IN_NUMBERS}.]*[+-]`,
		`[0-9][${IN_NUMBERS}.+-]*[G-NP-WYZg-np-wyz${others}]`,
	];
	return `(?=${starts.join("|")})(?:${char}){1,${MAX_SIGNS}}`;
}

const DOUBLE_QUOTED = String.raw`"([ !#-\[\]-~]+)"`;
const SINGLE_QUOTED = "'([ -&(-~]+)'";
const NUMBER = "(0|[1-9][0-9]{0,14})";

const whole = (source: string) => new RegExp(`^(?:${source})$`);

/**
 * The form of a scalar, in block or flow style; undefined for a scalar without a pattern. A fixed text matches only
 * itself.
 */
export function scalarForm(
	scalar: string,
	style: Exclude<Span["as"], "skipped">,
	isFixed: boolean,
): ScalarForm | undefined {
	// Only scalars without spaces or in quotes, so that the spaces around them need no check.
	const texts = [DOUBLE_QUOTED, SINGLE_QUOTED, `(${plainText(style)})`];
	for (const source of texts) {
		const [, value] = whole(source).exec(scalar) ?? [];
		if (value === undefined) continue;
		return isFixed ? { as: "constant", value } : { as: "text", source };
	}
	if (whole(NUMBER).test(scalar)) return { as: "number", source: NUMBER };
	if (scalar === '""' || scalar === "''") return { as: "constant", value: "" };
	const value = plainValue(scalar);
	return value === null || typeof value === "boolean"
		? { as: "constant", value }
		: undefined;
}
