/** Maximum characters of a scalar: a regular expression keeps its backtracking states on a small stack. */
const MAX_CHARS = 10_000;

/**
 * The expression of a text that goes on in lines deeper than the column, as kubectl folds long ones: plain, or in quotes.
 * Empty lines are left to js-yaml.
 */
export function foldedForm(column: number): string {
	const deeper = String.raw`\n {${column + 1},}(?=[^\s#])`;
	const plain = String.raw`[\w./](?:[^\n\r:#]|:(?=\S)|(?<!\s)#|${deeper}){1,${MAX_CHARS}}`;
	const single = String.raw`'(?:[^'\n\r]|''|${deeper}){1,${MAX_CHARS}}' *`;
	const double = String.raw`"(?:[^"\\\n\r]|\\[^\n\r]|\\?${deeper}){1,${MAX_CHARS}}" *`;
	return String.raw` +(?=[^\n]*${deeper})(?:${plain}|${single}|${double})(?=\n|$)`;
}
