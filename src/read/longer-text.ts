import type { ItemText } from "../krm/item.ts";
import type { HeadScan } from "./scan-head.ts";

/** The item's text with a line for an annotation that is not there yet, where a scan says. */
export function annotationInserted(
	item: ItemText,
	{ offset, indent, withKey }: HeadScan["newAnnotation"],
	key: string,
	value: string,
): ItemText {
	const margin = " ".repeat(indent);
	const parent = withKey ? `${margin}annotations:\n  ` : "";
	const line = `${parent}${margin}${key}: ${JSON.stringify(value)}\n`;
	return new LongerText(item, offset, line);
}

/** An item's text with a line more. A long text is not copied for that: it is written in pieces. */
class LongerText implements ItemText {
	readonly #item: ItemText;
	readonly #offset: number;
	readonly #line: string;

	constructor(item: ItemText, offset: number, line: string) {
		this.#item = item;
		this.#offset = offset;
		this.#line = line;
	}

	get pieces(): readonly [head: string, line: string, tail: string] {
		const { text } = this.#item;
		const head = text.slice(0, this.#offset);
		const lead = head.endsWith("\n") ? "" : "\n";
		return [head, lead + this.#line, text.slice(this.#offset)];
	}

	get text(): string {
		return this.pieces.join("");
	}

	get form(): "yaml" | "json" {
		return this.#item.form;
	}

	get indent(): number {
		return this.#item.indent;
	}

	get line(): number {
		return this.#item.line;
	}

	get trailing(): string {
		return this.#item.trailing ?? "";
	}

	get wire(): Readonly<Record<string, string>> {
		return this.#item.wire ?? {};
	}
}
