import type { Span } from "./cursor.ts";
import { foldedForm } from "./folded.ts";
import { scalarForm } from "./scalar-form.ts";

/** A regular expression that matches texts of one shape, and captures their scalars. */
export interface Pattern {
	readonly expression: RegExp;
	/** For each span its slot in a match; undefined for skipped spans. */
	readonly places: readonly (CaptureSlot | undefined)[];
}

/** The scalar of a span: a capture group of the match, or a constant. */
export type CaptureSlot =
	| { readonly as: "text" | "number"; readonly group: number }
	| { readonly as: "constant"; readonly value: unknown };

/** The text before scalars with few values, such as the type of an address: each value is a shape of its own. */
const FEW_VALUES = /^[ {]type: $/;

/** A value that surely ends on its line: no escape or comment hides what closes it. */
const ONE_LINE = String.raw` +(?:[^\s"'{\[#&!][^\n\r]*|"(?:[^\n\r]*[^\\\n\r])?" *|'(?:[^\n\r]*[^'\n\r])?' *|\{[^"'#\n\r]*\} *|\[[^"'#\n\r]*\] *)`;

/** Maximum number of lines and keys: a regular expression keeps its backtracking states on a small stack. */
const [MAX_LINES, MAX_KEYS] = [10_000, 1000];

const KEY = String.raw`[A-Za-z][\w./-]*:`;

/**
 * Any value of a key at the column: on its line, a block scalar, in the lines below (deeper ones, empty ones, and entries
 * of a sequence), or a text of several lines. There is one way to match each.
 */
function anyValue(column: number): string {
	const deeper = String.raw` {${column + 1}}[^\n\r]*|(?=\n)`;
	const entry = String.raw` {${column}}-(?: [^\n\r]*|(?=\n))`;
	const scalar = String.raw` +[|>][-+0-9]{0,2} *(?:\n(?:${deeper})){1,${MAX_LINES}}`;
	const below = String.raw`(?: +#[^\n\r]*| *)(?:\n(?:${deeper}|${entry})){0,${MAX_LINES}}`;
	return `(?:${ONE_LINE}|${scalar}|${below}|${foldedForm(column)})`;
}

/** Keys at the column with their values, whichever and as many as there are, but none that somebody reads. */
function unreadKeys({ column, wanted = [] }: Span, read: string): string {
	const isRead = `(?:${wanted.map(escaped).join("|")}):|${read}`;
	return String.raw`(?:\n {${column}}(?!${isRead})${KEY}${anyValue(column)}){0,${MAX_KEYS}}`;
}

/** A part of the text, and the expression for what others have in its place. */
interface Piece {
	readonly start: number;
	readonly end: number;
	readonly source: string;
}

/** What is known of the texts besides their spans. */
interface Known {
	/** The spans that never differ. */
	readonly fixed?: readonly number[];
	/** The offset of a line end; a first group captures what is before it. */
	readonly split?: number;
	/** The source of an expression for keys that are read wherever they stand. */
	readonly read?: string;
}

/**
 * The pattern of all texts that differ from this one only in its spans, and in unread keys beside unread keys;
 * undefined when a span has a form without a pattern.
 */
export function makePattern(
	text: string,
	spans: readonly Span[],
	{ fixed = [], split, read = "" }: Known = {},
): Pattern | undefined {
	const hasSplit = split !== undefined;
	const pieces: Piece[] = [];
	const places: (CaptureSlot | undefined)[] = [];
	let groups = hasSplit ? 1 : 0;
	for (const [index, span] of spans.entries()) {
		const { as, start, end } = span;
		const isFixed = fixed.includes(index);
		if (isFixed || as === "skipped") places.push(undefined);
		if (isFixed) continue;
		if (as === "skipped") {
			pieces.push(skipped(text, span, read));
			continue;
		}
		const isOfFew = FEW_VALUES.test(text.slice(start - 7, start));
		const form = scalarForm(text.slice(start, end), as, isOfFew);
		if (form === undefined) return undefined;
		places.push(
			form.as === "constant" ? form : { as: form.as, group: ++groups },
		);
		if (form.as !== "constant")
			pieces.push({ start, end, source: form.source });
	}
	if (hasSplit) pieces.push({ start: split, end: split, source: ")" });
	const source = joined(text, pieces);
	if (source === undefined) return undefined;
	// An unread value may continue on the next line.
	const isOpen = spans.at(-1)?.as === "skipped";
	const end = isOpen ? `(?! {${text.search(/\S/) + 1}})` : "";
	const expression = new RegExp(`${hasSplit ? "(" : ""}${source}${end}`, "y");
	return { expression, places };
}

/** The piece of an unread value, with its key and neighbouring unread keys. */
function skipped(text: string, span: Span, read: string): Piece {
	const { start, end, column } = span;
	const line = text.lastIndexOf("\n", start - 1);
	const isKey = new RegExp(`^\\n {${column}}${KEY}$`);
	return isKey.test(text.slice(line, start))
		? { start: line, end, source: unreadKeys(span, read) }
		: // The first key of an entry of a sequence stands behind its dash.
			{ start, end, source: anyValue(column) };
}

/** The expression of the text with the pieces in it, equal neighbours once; undefined when they overlap. */
function joined(text: string, pieces: Piece[]): string | undefined {
	pieces.sort((a, b) => a.start - b.start || a.end - b.end);
	let source = "";
	let at = 0;
	let last = "";
	for (const piece of pieces) {
		if (piece.start < at) return undefined;
		const isAgain = piece.start === at && piece.source === last;
		if (!isAgain) source += escaped(text.slice(at, piece.start)) + piece.source;
		at = piece.end;
		last = piece.source;
	}
	return source + escaped(text.slice(at));
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
