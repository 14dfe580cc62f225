import type { Span } from "./cursor.ts";
import { plainValue } from "./scalar.ts";

/** How a pattern takes the scalars that stand where the learned one did. */
export type ScalarForm =
	/** All that are read like the learned one: texts, none of which is empty, or small numbers. */
	| { readonly as: "text" | "number"; readonly source: string }
	/** The learned one only. */
	| { readonly as: "constant"; readonly value: unknown };

/** What plain scalars consist of after their first character. In block style colons stand inside only. */
const SIGNS = {
	block: String.raw`[\w./@+-]|:(?=:*[\w./@+-])`,
	flow: String.raw`[\w./@+-]`,
};

/** A regular expression keeps its backtracking states on a small stack. */
const MAX_SIGNS = 1000;

/** What is in numbers, beside dots and characters: digits, those of hexadecimal ones, and the letters of `0x` and `0o`. */
const IN_NUMBERS = "0-9A-FOXa-fox";

const KEYWORD = "[Nn][Uu][Ll][Ll]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]";

/**
 * Plain scalars that are texts for sure: those that start with a letter or a slash and are no keyword, and those that
 * start with a digit and hold two dots, two characters, or what no number holds.
 */
function plainText(style: "block" | "flow"): string {
	const char = SIGNS[style];
	const more = `(?:${char}){0,${MAX_SIGNS}}`;
	const others = style === "block" ? "_/@:" : "_/@";
	return [
		`(?!(?:${KEYWORD})(?!${char}))[A-Za-z/]${more}`,
		String.raw`[0-9]+\.[${IN_NUMBERS}+-]*\.${more}`,
		`[0-9](?=[${IN_NUMBERS}.+-]*[G-NP-WYZg-np-wyz${others}]|[${IN_NUMBERS}.]*[+-][${IN_NUMBERS}.]*[+-])${more}`,
		String.raw`[0-9](?=[${IN_NUMBERS}+-]*\.[${IN_NUMBERS}+-]*\.)${more}`,
	].join("|");
}

const DOUBLE_QUOTED = String.raw`"([ !#-\[\]-~]+)"`;
const SINGLE_QUOTED = "'([ -&(-~]+)'";
const NUMBER = "(0|[1-9][0-9]{0,14})";

const whole = (source: string) => new RegExp(`^(?:${source})$`);

/**
 * The form of a scalar, in block or flow style; undefined for one that no pattern is made for. A text that is fixed is
 * taken for itself only.
 */
export function scalarForm(
	scalar: string,
	style: Exclude<Span["as"], "skipped">,
	isFixed: boolean,
): ScalarForm | undefined {
	// Only scalars without spaces, or in quotes: what is around them needs no second look then.
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
