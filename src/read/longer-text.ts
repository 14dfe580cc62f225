import type { ItemText } from "../text/entry.ts";
import { printScalar } from "../text/print-scalar.ts";
import type { NewAnnotation } from "./scan-head.ts";

/** An annotation, and the line that it is written on. */
interface Line {
	readonly key: string;
	readonly value: string;
	readonly line: string;
}

/** Cache of lines: items of one shape get the same line. */
const LINES = new WeakMap<NewAnnotation, Line>();

/** The item's text with an annotation inserted; items of one shape differ in the offset. */
export function annotationInserted(
	item: ItemText,
	place: NewAnnotation,
	{ key, value }: Omit<Line, "line">,
	offset = place.offset,
): ItemText {
	let known = LINES.get(place);
	if (known?.key !== key || known.value !== value) {
		known = { key, value, line: lineOf(place, key, value) };
		LINES.set(place, known);
	}
	return new LongerText(item, offset, known.line);
}

function lineOf(
	{ indent, withKey }: NewAnnotation,
	key: string,
	value: string,
): string {
	const margin = " ".repeat(indent);
	const parent = withKey ? `${margin}annotations:\n  ` : "";
	return `${parent}${margin}${key}: ${printScalar(value) ?? JSON.stringify(value)}\n`;
}

/** An item's text with a line inserted. A long text is not copied but written in pieces. */
class LongerText implements ItemText {
	declare private readonly origin: ItemText;
	declare private readonly offset: number;
	declare private readonly more: string;

	constructor(origin: ItemText, offset: number, more: string) {
		this.origin = origin;
		this.offset = offset;
		this.more = more;
	}

	get pieces(): readonly [head: string, line: string, tail: string] {
		const { text } = this.origin;
		const { offset, more } = this;
		const head = text.slice(0, offset);
		const lead = head.endsWith("\n") ? more : `\n${more}`;
		return [head, lead, text.slice(offset)];
	}

	get text(): string {
		return this.pieces.join("");
	}

	get form(): "yaml" | "json" {
		return this.origin.form;
	}

	get indent(): number {
		return this.origin.indent;
	}

	get line(): number {
		return this.origin.line;
	}

	get trailing(): string {
		return this.origin.trailing ?? "";
	}

	get wire(): ItemText["wire"] {
		return this.origin.wire;
	}
}
