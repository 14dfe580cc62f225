/** What a line is that `2>&1`, a shell or a terminal put among kubectl's output. */
interface LogLine {
	readonly form: RegExp;
	readonly what: string;
	/** True where kubectl did not get all that it was asked for. */
	readonly isError?: true;
}

/** The known log lines, by how they start. */
const LOG_LINES: readonly LogLine[] = [
	{
		form: /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\] /,
		what: "a log line of kubectl",
	},
	{ form: /^Warning: /, what: "a warning of the API server" },
	{ form: /^Flag --\S+ has been deprecated/, what: "a message of kubectl" },
	{
		form: /^(?:Error from server\b|Unable to connect to the server|The connection to the server |error: (?:the server|You must|unable|couldn't|no |context|getting credentials|resource|stat |Get ))/,
		what: "an error of kubectl, which did not get all that it was asked for",
		isError: true,
	},
	{
		form: /^Found existing alias for /,
		what: "a message of the shell (a plugin that reminds of aliases)",
	},
	{
		form: /^(?:\++|PS .*>|\S*[$%>]) *(?:kubectl|oc) /,
		what: "the command itself, as a terminal shows it",
	},
];

/** A line that is no part of the objects, with what it is. */
export interface FoundLogLine extends Omit<LogLine, "form"> {
	/** The line, without colors, cut where it is long. */
	readonly text: string;
}

const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g");
/** Maximum length of a line that is looked at: JSON may be one long line. */
const MAX_READ = 500;
const MAX_CHARACTERS = 100;

/** What the line is, when it is none of the objects' own. */
export function logLine(line: string): FoundLogLine | undefined {
	const text = line.slice(0, MAX_READ).replace(COLORS, "").trim();
	const known = LOG_LINES.find(({ form }) => form.test(text));
	if (known === undefined) return undefined;
	const { form: _, ...rest } = known;
	const isLong = text.length > MAX_CHARACTERS;
	const shown = isLong ? `${text.slice(0, MAX_CHARACTERS)}...` : text;
	return { ...rest, text: shown };
}

/** A log line with its place. */
export interface PlacedLogLine extends FoundLogLine {
	/** Line of the file (from 1). */
	readonly line: number;
}

/** The log lines that a text starts with, its first line being that one of the file; and their length with the blank ones. */
export function leadingLogLines(
	text: string,
	firstLine: number,
): { readonly logLines: readonly PlacedLogLine[]; readonly length: number } {
	const logLines: PlacedLogLine[] = [];
	let length = 0;
	let line = firstLine;
	for (let start = 0; start < text.length; line++) {
		const newline = text.indexOf("\n", start);
		const end = newline < 0 ? text.length : newline + 1;
		const own = text.slice(start, end);
		const found = logLine(own);
		if (found !== undefined) {
			logLines.push({ ...found, line });
			length = end;
		} else if (own.trim() !== "") break;
		start = end;
	}
	// Where lines were put above a file with a byte order mark, the mark is in the middle now.
	if (length > 0 && text[length] === "\uFEFF") length++;
	return { logLines, length };
}

/** The error of kubectl that is among the keys of a List, where a shell put it after what there was; undefined for none. */
export function errorAmongKeys(
	list: Readonly<Record<string, unknown>>,
): string | undefined {
	for (const [key, value] of Object.entries(list)) {
		const found = logLine(`${key}: ${String(value)}`);
		if (found?.isError)
			return `${JSON.stringify(found.text)} is ${found.what}; dump again`;
	}
	return undefined;
}
