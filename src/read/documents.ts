import type { ItemText } from "../text/entry.ts";
import { leadingLogLines, type PlacedLogLine } from "../text/log-lines.ts";
import { parseJson } from "../text/parse-text.ts";

/** A document of a YAML stream; the `lead` and `body` of all documents, joined, are the stream. */
export interface Document {
	/** The separator, log lines and blank lines in front. */
	readonly lead: string;
	/** The log lines before the document. */
	readonly logLines: readonly PlacedLogLine[];
	readonly body: string;
	/** Line (from 1) that the body starts on. */
	readonly line: number;
	/** True when the body holds nothing but comments. */
	readonly isEmpty: boolean;
	/** True for a YAML object that follows another without a separator: dumps that were joined with `>>` or `cat`. */
	readonly isJoined: boolean;
}

/** Splits a YAML stream at its separators, and objects that follow each other without one (JSON Lines, `>>`). */
export function splitDocuments(text: string): Document[] {
	let line = 1;
	const mayBeSeveral = MARKS.some((mark) => text.includes(mark));
	const parts = mayBeSeveral ? withDirectives(partsOf(text)) : [text];
	return parts.map((part, i) => {
		const separator = part.slice(0, leadLength(part));
		const rest = part.slice(separator.length);
		const { logLines, length } = leadingLogLines(
			rest,
			line + lineCount(separator),
		);
		const lead = separator + rest.slice(0, length);
		const body = rest.slice(length);
		const start = line + lineCount(lead);
		if (i < parts.length - 1) line += lineCount(part);
		const isEmpty = !CONTENT.test(body);
		const isJoined = i > 0 && part.startsWith(FIRST_KEY);
		return { lead, logLines, body, line: start, isEmpty, isJoined };
	});
}

/** Every stream of several documents has one of these. */
const MARKS = ["\n---", "\n...", "\n\uFEFF", "\n{", "\napiVersion:"];

/** The key that kubectl prints first. */
const FIRST_KEY = "apiVersion:";

/**
 * The line end before a separator, which may be after a byte order mark (files that were joined have one in the
 * middle), between two JSON objects, or before a key that an object may begin with.
 */
const LINE_END =
	/[\n\r](?=\uFEFF?(?:---|\.\.\.)(?:[ \t\r\n]|$))|\n(?=\{\s*["}])(?<=\}\s*)|\n(?=apiVersion:)/g;

/** The text cut before each separator. */
function partsOf(text: string): string[] {
	const starts = [0];
	const isJson = /^\s*\{/.test(text);
	let before = startOf(text);
	for (LINE_END.lastIndex = 0; LINE_END.test(text); ) {
		const at = LINE_END.lastIndex;
		const isFirstKey = text[at] === "a";
		const isStart = isFirstKey
			? text.startsWith(FIRST_KEY, before) &&
				text.slice(before, at).includes("\nkind:")
			: isJson || text[at] !== "{";
		if (isStart) starts.push(at);
		if (isStart || isFirstKey) before = at;
	}
	return starts.map((start, i) => text.slice(start, starts[i + 1]));
}

// The `^` of an expression also matches after U+2028 and U+2029, which are ordinary characters for YAML.

/** The start of content: neither white space nor a comment. */
const CONTENT = /^(?<![\u2028\u2029])[^\S\n]*[^\s#]/m;

/** The start of a line that is not empty, and of one that starts with two spaces. */
const LINE = /^(?=[^\r\n])(?<![\u2028\u2029])/gm;
const DEEP_LINE = /^ {2}(?<![\u2028\u2029] {2})/gm;

/** A directive, a comment or a blank line; a separator with what may follow it; a blank line. */
const FRONT = /[%#].*\n|[^\S\n]*\n/y;
const SEPARATOR_LINE =
	/(?:---|\.\.\.)[^\S\n]*(?:#.*)?(?:\n|$)|---[^\S\n]+(?=\{)/y;
const BLANK = /[^\S\n]*\n/y;
/** Lines allowed above directives. */
const COMMENT = /(?:#.*)?\n/y;

/** The length of what is above a document: directives and comments, a separator, and blank lines. */
function leadLength(part: string): number {
	const start = startOf(part);
	const front = behindAll(FRONT, part, start);
	const separator = part.startsWith("---", front) ? front : start;
	SEPARATOR_LINE.lastIndex = separator;
	const isThere = SEPARATOR_LINE.test(part);
	return behindAll(BLANK, part, isThere ? SEPARATOR_LINE.lastIndex : separator);
}

const startOf = (part: string) => (part.startsWith("\uFEFF") ? 1 : 0);

/**
 * The offset after all matches that follow each other: there may be more of them than one regular expression can
 * repeat.
 */
function behindAll(line: RegExp, text: string, from: number): number {
	let at = from;
	for (line.lastIndex = at; line.test(text); ) at = line.lastIndex;
	return at;
}

/** The parts of a stream, each with the directives in front of it. */
function withDirectives(parts: readonly string[]): string[] {
	const joined: string[] = [];
	let directives = "";
	for (const part of parts) {
		const first = behindAll(COMMENT, part, startOf(part));
		if (part[first] === "%" && directives === "") directives = part;
		else {
			joined.push(directives + part);
			directives = "";
		}
	}
	return directives === "" ? joined : [...joined, directives];
}

function lineCount(text: string): number {
	let count = 0;
	for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
		count++;
	return count;
}

/** A document as an entry of a list: two columns to the right, with a dash in front. */
export function toEntry(
	body: string,
	line: number,
	wire: Readonly<Record<string, string>>,
): ItemText {
	if (isJson(body)) return { text: body, form: "json", indent: 0, line, wire };
	const lines = body.replace(LINE, "  ");
	return { text: `-${lines.slice(1)}`, form: "yaml", indent: 0, line, wire };
}

/** As `toEntry`; its long text is made on first use. */
export function lazyEntry(
	{ body, line }: Pick<Document, "body" | "line">,
	wire: Readonly<Record<string, string>>,
	form: ItemText["form"] = "yaml",
): ItemText {
	let text: string | undefined;
	return {
		form,
		indent: 0,
		line,
		wire,
		get text() {
			text ??= toEntry(body, line, wire).text;
			return text;
		},
	};
}

/** True for valid JSON; other texts that start with a brace are YAML in flow style. */
function isJson(text: string): boolean {
	return text.startsWith("{") && !("problem" in parseJson(text));
}

/** Undoes `toEntry`. */
export function toDocument({ text, form }: ItemText): string {
	if (form === "json") return text;
	return text.replace(/^-/, " ").replace(DEEP_LINE, "");
}
