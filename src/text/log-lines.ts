/** A kind of line that `2>&1`, a shell or a terminal mixes into kubectl's output. */
interface LogLine {
	readonly form: RegExp;
	readonly what: string;
	/** True when kubectl's output is incomplete. */
	readonly isError?: true;
}

/** The known log lines, by their beginning. */
const LOG_LINES: readonly LogLine[] = [
	{
		form: /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\] /,
		what: "a log line of kubectl",
	},
	{ form: /^Warning: /, what: "a warning of the API server" },
	{ form: /^Flag --\S+ has been deprecated/, what: "a message of kubectl" },
	{
		form: /^(?:Error from server\b|Unable to connect to the server|The connection to the server |error: (?:the server|You must|unable|couldn't|no |context|getting credentials|resource|stat |Get ))/,
		what: "an error of kubectl, so its output is incomplete",
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

/** A line that is not part of the objects, and what it is. */
interface FoundLogLine extends Omit<LogLine, "form"> {
	/** The line without colors, shortened. */
	readonly text: string;
}

const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g");
/** Maximum characters of a line to match: JSON may be one long line. */
const MAX_READ = 500;
const MAX_CHARACTERS = 100;

/** What the line is; undefined for a line of the objects. */
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

/** The log lines at the start of a text (`firstLine` is its line in the file), and their length with blank lines. */
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
	// Lines before a file with a byte order mark leave the mark after them.
	if (length > 0 && text[length] === "\uFEFF") length++;
	return { logLines, length };
}

/** An error of kubectl among the keys of a List, where a shell appended it; undefined when there is none. */
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
