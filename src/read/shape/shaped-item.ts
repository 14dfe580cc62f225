import { isReadAnnotation, ownAnnotations } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import type { EditValue, Step } from "../../text/edit-value.ts";
import type { Fields, ItemText, Parsed } from "../../text/entry.ts";
import type { CutItem } from "../cut.ts";
import { annotationInserted } from "../longer-text.ts";
import { makeItem } from "../make-item.ts";
import type { ShapedMatch } from "./item-shapes.ts";

type Wire = NonNullable<ItemText["wire"]>;

/** The list that an item was cut from. */
export interface List {
	readonly text: string;
	/** Column of the dashes. */
	readonly indent: number;
	/** The line (from 1) of an offset. */
	readonly lineAt: (offset: number) => number;
	/** As of `ItemText`. */
	readonly wire?: ItemText["wire"];
}

/** The text of an item; its line is counted on first use. */
export function lineItem(list: List, start: number, end: number): ItemText {
	return {
		text: list.text.slice(start, end),
		form: "yaml",
		indent: list.indent,
		wire: list.wire,
		get line() {
			return list.lineAt(start);
		},
	};
}

/** The item's text with comments after it. (A spread would count its line.) */
function withTrailing(text: ItemText, trailing: string): ItemText {
	return trailing === "" ? text : { ...text, trailing };
}

/** An item of a known shape: its text is read again only for values that the shape does not have. */
export class ShapedItem implements Item, CutItem {
	// Fastest way for V8 to set fields; there are thousands of items.
	declare readonly name: string;
	declare readonly namespace: string | undefined;
	declare readonly annotations: Readonly<Record<string, string>>;
	declare private readonly list: List;
	declare private readonly start: number;
	declare protected readonly match: ShapedMatch;
	declare private plain: Item | undefined;
	declare readonly trailing: string;

	constructor(list: List, start: number, match: ShapedMatch, trailing = "") {
		const { shape, captures } = match;
		this.name = captures[shape.name] as string;
		this.namespace = captures[shape.namespace];
		const notes = shape.annotations(captures) as Record<string, string>;
		this.annotations =
			list.wire === undefined
				? notes
				: { ...ownAnnotations(notes), ...list.wire };
		this.list = list;
		this.start = start;
		this.match = match;
		this.plain = undefined;
		this.trailing = trailing;
	}

	get item(): Item {
		return this;
	}

	get form(): "yaml" {
		return "yaml";
	}

	get text(): string {
		return this.list.text.slice(this.start, this.match.end);
	}

	get indent(): number {
		return this.list.indent;
	}

	get wire(): ItemText["wire"] {
		return this.list.wire;
	}

	get line(): number {
		return this.list.lineAt(this.start);
	}

	get apiVersion(): string {
		return this.match.shape.apiVersion;
	}

	get kind(): string {
		return this.match.shape.kind;
	}

	mentions(what: RegExp): boolean {
		return what.test(this.text);
	}

	read(fields: Fields): Parsed {
		const { shape, captures } = this.match;
		if (fields !== shape.fields) return this.full().read(fields);
		return { value: shape.build(captures) };
	}

	annotated(key: string, value: string): ItemText | undefined {
		const { shape, captures } = this.match;
		const { annotationKeys, newAnnotation } = shape;
		if (annotationKeys.includes(key) || !isReadAnnotation(key))
			return this.full().annotated(key, value);
		const offset = (captures[1] ?? "").length + "\n".length;
		return annotationInserted(this, offset, newAnnotation, { key, value });
	}

	parsed(): Parsed {
		return this.full().parsed();
	}

	edited(path: readonly Step[], value: EditValue): string | undefined {
		return this.full().edited(path, value);
	}

	placed(wire: Wire): Item {
		const list = { ...this.list, wire };
		return new ShapedItem(list, this.start, this.match, this.trailing);
	}

	withText(text: string): Item | undefined {
		return this.full().withText(text);
	}

	/** The item, parsed without its shape. */
	protected full(): Item {
		if (this.plain === undefined) {
			const text = lineItem(this.list, this.start, this.match.end);
			const made = makeItem(withTrailing(text, this.trailing));
			if (!("item" in made)) throw new Error(made.problem);
			this.plain = made.item;
		}
		return this.plain;
	}
}
