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

/** A block scalar, and the lines below a key at the column: deeper lines, empty ones, and entries of a sequence. */
const blocks = (column: number) => {
	const deeper = String.raw` {${column + 1}}[^\n\r]*|(?=\n)`;
	return [
		String.raw` +[|>][-+0-9]{0,2} *(?:\n(?:${deeper})){1,${MAX_LINES}}`,
		String.raw`(?: +#[^\n\r]*| *)(?:\n(?:${deeper}| {${column}}-(?: [^\n\r]*|(?=\n)))){0,${MAX_LINES}}`,
	];
};

const KEY = String.raw`[A-Za-z][\w./-]*:`;

/** Any value of a key at the column. */
const anyValue = (column: number) =>
	`(?:${[ONE_LINE, ...blocks(column), foldedForm(column)].join("|")})`;

/** Keys at the column with their values, whichever and as many as there are, but none that somebody reads. */
function unread({ column, wanted = [] }: Span, read: string): string {
	const isRead = `(?:${wanted.map(escaped).join("|")}):|${read}`;
	return String.raw`(?:\n {${column}}(?!${isRead})${KEY}${anyValue(column)}){0,${MAX_KEYS}}`;
}

/** What is known of the texts besides their spans. */
interface Known {
	/** The spans that never differ. */
	readonly fixed: readonly number[];
	/** The offset of a line end that ends the first group. */
	readonly split: number;
	/** The source of an expression for keys that are read wherever they stand. */
	readonly read: string;
}

/**
 * The pattern of all texts that differ from this one only in its spans, and in keys that nobody reads beside such keys;
 * undefined when a span has a form without a pattern.
 */
export function makePattern(
	text: string,
	spans: readonly Span[],
	{ fixed, split, read }: Known | { [Field in keyof Known]?: never } = {},
): Pattern | undefined {
	const places: (CaptureSlot | undefined)[] = [];
	let isOpen = split !== undefined;
	let source = isOpen ? "(" : "";
	let groups = isOpen ? 1 : 0;
	let at = 0;
	let last = "";
	const literal = (end: number) => {
		if (isOpen && split !== undefined && at <= split && split <= end) {
			source += `${escaped(text.slice(at, split))})`;
			at = split;
			isOpen = false;
		}
		source += escaped(text.slice(at, end));
		at = end;
	};
	for (const [index, span] of spans.entries()) {
		const { as, start, end, column } = span;
		if (as === "skipped") {
			const line = text.lastIndexOf("\n", start - 1);
			const key = text.slice(line, start);
			// The first key of an entry of a sequence stands behind its dash.
			const isFirst = !new RegExp(`^\\n {${column}}${KEY}$`).test(key);
			const form = isFirst ? anyValue(column) : unread(span, read ?? "");
			if (line !== at || form !== last) {
				literal(isFirst ? start : line);
				source += form;
			}
			last = form;
			places.push(undefined);
			at = end;
			continue;
		}
		const own = text.slice(start, end);
		literal(start);
		if (fixed?.includes(index)) {
			places.push(undefined);
			source += escaped(own);
		} else {
			const isFixed = FEW_VALUES.test(text.slice(start - 7, start));
			const form = scalarForm(own, as, isFixed);
			if (form === undefined) return undefined;
			const isConstant = form.as === "constant";
			places.push(isConstant ? form : { as: form.as, group: ++groups });
			source += isConstant ? escaped(own) : form.source;
		}
		at = end;
		last = "";
	}
	literal(text.length);
	// A value that nobody reads may go on behind the line where it seems to end.
	if (last !== "") source += `(?! {${text.search(/\S/) + 1}})`;
	return isOpen ? undefined : { expression: new RegExp(source, "y"), places };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
