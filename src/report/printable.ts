/**
 * Text from a snapshot, safe for a terminal and a log: control and direction characters are written as escapes, and
 * so is the start of what runners of GitHub Actions and Azure Pipelines read as a command anywhere in a line.
 */
export function printable(text: string): string {
	const inert = text.replace(
		RUNNER_COMMAND,
		(start) => escaped(start.charAt(0)) + start.slice(1),
	);
	// The common case; matching by Unicode's tables takes longer.
	if (/^[ -~]*$/.test(inert)) return inert;
	return inert.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped);
}

const RUNNER_COMMAND = /::(?=[a-z][\w-]*(?: .*?)?::)|##(?=\[|vso\[)/gi;

const escaped = (char: string) =>
	`\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** Any text as text of HTML, of XML, or of an attribute in double quotes: no markup, no control or direction characters. */
export function markup(text: string): string {
	if (/^[\w .:/()-]*$/.test(text) && !text.includes("::")) return text;
	return printable(text)
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replace(/[\ufffe\uffff]/g, "\ufffd"); // XML has no way to write these
}

/** A value as JSON, safe for a terminal: control and direction characters are written as escapes. */
export function printJson(value: unknown): string {
	const text = JSON.stringify(value, undefined, 2) ?? "null";
	const inert = text.replace(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/gu, (char) =>
		char
			.split("")
			.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
			.join(""),
	);
	return `${inert}\n`;
}

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
