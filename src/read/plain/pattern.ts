import type { Span } from "./cursor.ts";

/** A regular expression that matches texts of one shape, and captures their scalars. */
export interface Pattern {
	readonly expression: RegExp;
	/** The number of scalars that are captured. */
	readonly count: number;
	/** For each span which of the captured scalars it is; undefined for those that were passed over, or never differ. */
	readonly places: readonly (number | undefined)[];
	/** True when a first group holds what stands before the split. */
	readonly hasSplit: boolean;
}

const QUOTED = String.raw`"[ !#-\[\]-~]*"|'[ -&(-~]*'`;

/** The scalars that are taken without a second look at what stands around them: without spaces, or in quotes. */
const SCALARS = {
	block: String.raw`([A-Za-z0-9/][\w./:@+-]*|${QUOTED})`,
	flow: String.raw`([A-Za-z0-9/][\w./@+-]*|${QUOTED})`,
};

/** A value that ends on its line, whatever it says. */
const ONE_LINE = String.raw` +(?:[^\s"'{\[#][^\n\r]*|"[^\n\r]*" *|'[^\n\r]*' *|\{[^\n\r]*\} *|\[[^\n\r]*\] *)`;

/** What may stand below a key at the column: deeper lines, empty ones, and entries of a sequence. */
const nested = (column: number) =>
	String.raw`(?: +#[^\n\r]*| *)(?:\n(?: {${column + 1}}[^\n\r]*| {${column}}-(?: [^\n\r]*|(?=\n))|(?=\n)))*`;

/**
 * The pattern of all texts that differ from this one in its spans only; undefined when a span has a form that no pattern
 * is made for. Spans in `fixed` never differ.
 */
export function makePattern(
	text: string,
	spans: readonly Span[],
	fixed: readonly number[] = [],
	split?: number,
): Pattern | undefined {
	const places: (number | undefined)[] = [];
	const hasSplit = split !== undefined;
	let isOpen = hasSplit;
	let source = isOpen ? "(" : "";
	let count = 0;
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
		const isFixed = fixed.includes(index);
		literal(isFixed ? end : start);
		places.push(isFixed || as === "skipped" ? undefined : count++);
		if (isFixed) continue;
		const form = formOf(text.slice(start, end), as, column);
		if (form === undefined) return undefined;
		source += form;
		at = end;
	}
	literal(text.length);
	if (isOpen) return undefined;
	return { expression: new RegExp(source, "y"), count, places, hasSplit };
}

const WHOLE_LINE = new RegExp(`^${ONE_LINE}$`);

/** The expression for all spans that are like this one; undefined when it does not even match this one. */
function formOf(
	text: string,
	as: Span["as"],
	column: number,
): string | undefined {
	const form =
		as !== "skipped"
			? SCALARS[as]
			: WHOLE_LINE.test(text)
				? ONE_LINE
				: nested(column);
	return new RegExp(`^${form}$`).test(text) ? form : undefined;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
