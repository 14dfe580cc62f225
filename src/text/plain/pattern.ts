import type { Span } from "./cursor.ts";
import { foldedForm } from "./folded.ts";
import { scalarForm } from "./scalar-form.ts";

/** A regular expression that matches texts of one shape, and captures their scalars. */
export interface Pattern {
	readonly expression: RegExp;
	/** For each span its slot in a match; undefined for skipped spans. */
	readonly places: readonly (CaptureSlot | undefined)[];
	/** True when a first group holds what is before the split. */
	readonly hasSplit: boolean;
}

/** The scalar of a span: a capture group of the match, or a constant. */
export type CaptureSlot =
	| { readonly as: "text" | "number"; readonly group: number }
	| { readonly as: "constant"; readonly value: unknown };

/** The text before scalars with few values, such as the type of an address: each value is a shape of its own. */
const FEW_VALUES = /^[ {]type: $/;

/** A value that surely ends on its line: no escape or comment hides what closes it. */
const ONE_LINE = String.raw` +(?:[^\s"'{\[#&!][^\n\r]*|"(?:[^\n\r]*[^\\\n\r])?" *|'(?:[^\n\r]*[^'\n\r])?' *|\{[^"'#\n\r]*\} *|\[[^"'#\n\r]*\] *)`;

/** A regular expression keeps its backtracking states on a small stack. */
const MAX_LINES = 10_000;

/** The lines below a key at the column: deeper lines, empty ones, and entries of a sequence. */
const nested = (column: number) =>
	String.raw`(?: +#[^\n\r]*| *)(?:\n(?: {${column + 1}}[^\n\r]*| {${column}}-(?: [^\n\r]*|(?=\n))|(?=\n))){0,${MAX_LINES}}`;

/**
 * The pattern of all texts that differ from this one only in its spans; undefined when a span has a form without a
 * pattern. Spans in `fixed` never differ.
 */
export function makePattern(
	text: string,
	spans: readonly Span[],
	fixed: readonly number[] = [],
	split?: number,
): Pattern | undefined {
	const places: (CaptureSlot | undefined)[] = [];
	const hasSplit = split !== undefined;
	let isOpen = hasSplit;
	let source = isOpen ? "(" : "";
	let groups = isOpen ? 1 : 0;
	let at = 0;
	const literal = (end: number) => {
		if (isOpen && split !== undefined && at <= split && split <= end) {
			source += `${escaped(text.slice(at, split))})`;
			at = split;
			isOpen = false;
		}
		source += escaped(text.slice(at, end));
		at = end;
	};
	for (const [index, { as, start, end, column }] of spans.entries()) {
		const own = text.slice(start, end);
		literal(start);
		if (as === "skipped" || fixed.includes(index)) {
			places.push(undefined);
			const form = as === "skipped" ? skippedForm(own, column) : escaped(own);
			if (form === undefined) return undefined;
			source += form;
		} else {
			const isFixed = FEW_VALUES.test(text.slice(start - 7, start));
			const form = scalarForm(own, as, isFixed);
			if (form === undefined) return undefined;
			const isConstant = form.as === "constant";
			places.push(isConstant ? form : { as: form.as, group: ++groups });
			source += isConstant ? escaped(own) : form.source;
		}
		at = end;
	}
	literal(text.length);
	if (isOpen) return undefined;
	return {
		expression: new RegExp(source, "y"),
		places,
		hasSplit,
	};
}

const WHOLE_LINE = new RegExp(`^${ONE_LINE}$`);

/** The expression for all values that are skipped like this one; undefined when it does not match this one. */
function skippedForm(text: string, column: number): string | undefined {
	if (WHOLE_LINE.test(text)) return ONE_LINE;
	return [nested(column), foldedForm(column)].find((form) =>
		new RegExp(`^${form}$`).test(text),
	);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
