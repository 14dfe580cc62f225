import { printable } from "./printable.ts";

/** Maximum length of a cluster's text in a table. */
const MAX_CHARACTERS = 300;

/** A text cut to a length that fits a table. */
export const short = (text: string) =>
	text.length <= MAX_CHARACTERS
		? text
		: `${text.slice(0, MAX_CHARACTERS - 3)}...`;

/** Any text as a code span of a table: a fence longer than any run of backticks in it, and no bare pipe. */
export function code(text: string): string {
	const plain = printable(short(text));
	const shown = plain.trim() === "" ? JSON.stringify(plain) : plain;
	const runs = shown.match(/`+/g) ?? [];
	const fence = "`".repeat(
		Math.max(0, ...runs.map(({ length }) => length)) + 1,
	);
	const pad = /^`|`$|^ .* $/.test(shown) ? " " : "";
	return `${fence}${pad}${shown.replaceAll("|", "\\|")}${pad}${fence}`;
}
