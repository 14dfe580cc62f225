/** Printable characters beyond ASCII, surrogates too; what they stand for matters to no stage. */
const OTHERS = String.raw`\u00a1-\ufefe`;

/** The characters of a plain scalar in block style, with colons only inside or before a word, and `#` not after a space. */
export const PLAIN_CHARS = `(?:[!-"$-9;-~${OTHERS}]|:(?=[!-~${OTHERS}])|(?<! )#| +(?=[!-"$-~${OTHERS}]))`;

/** Maximum characters of a scalar: a regular expression keeps its backtracking states on a small stack. */
const MAX_CHARS = 10_000;

/**
 * The expression of a text that goes on in lines deeper than the column, as kubectl folds long ones: plain, or in quotes
 * with any escapes. Empty lines and control characters are left to js-yaml.
 */
export function foldedForm(column: number): string {
	const newLine = String.raw`\n {${column + 1},}(?=[!-"$-~${OTHERS}])`;
	const plain = String.raw`[\w./](?:${PLAIN_CHARS}| *${newLine}){1,${MAX_CHARS}}`;
	const single = `'(?:[ -&(-~${OTHERS}]|''|${newLine}){0,${MAX_CHARS}}'`;
	const double = String.raw`"(?:[ !#-\[\]-~${OTHERS}]|\\[ -~]|\\?${newLine}){0,${MAX_CHARS}}"`;
	return ` +(?:${plain}|${single}|${double}) *`;
}
