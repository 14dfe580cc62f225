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
