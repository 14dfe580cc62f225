/** The characters of a plain scalar in block style, with colons only inside or before a word, and `#` not after a space. */
export const PLAIN_CHARS = '(?:[!-"$-9;-~]|:(?=[!-~])|(?<! )#| +(?=[!-"$-~]))';

/** Maximum characters of a scalar: a regular expression keeps its backtracking states on a small stack. */
const MAX_CHARS = 10_000;

/**
 * The expression of a text that goes on in lines deeper than the column, as kubectl folds long ones: plain, or in quotes
 * with any escapes. Empty lines and other than printable ASCII are left to js-yaml.
 */
export function foldedForm(column: number): string {
	const newLine = String.raw`\n {${column + 1},}(?=[!-"$-~])`;
	const plain = String.raw`[\w./](?:${PLAIN_CHARS}| *${newLine}){1,${MAX_CHARS}}`;
	const single = `'(?:[ -&(-~]|''|${newLine}){0,${MAX_CHARS}}'`;
	const double = String.raw`"(?:[ !#-\[\]-~]|\\[ -~]|\\?${newLine}){0,${MAX_CHARS}}"`;
	return ` +(?:${plain}|${single}|${double}) *`;
}
