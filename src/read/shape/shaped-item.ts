import type { EditValue, Step } from "../../krm/edit-print.ts";
import type { Fields, Item, ItemText, Parsed } from "../../krm/item.ts";
import type { CutItem } from "../cut.ts";
import { annotationInserted } from "../longer-text.ts";
import { makeItem } from "../make-item.ts";
import type { ItemShape, ShapedMatch } from "./item-shapes.ts";

/** The list that an item was cut from. */
export interface List {
	readonly text: string;
	/** Column of the dashes. */
	readonly indent: number;
	/** The line (from 1) of an offset. */
	readonly lineAt: (offset: number) => number;
}

/** The text of an item, whose line is counted when somebody asks for it. */
export function lineItem(list: List, start: number, end: number): ItemText {
	return {
		text: list.text.slice(start, end),
		form: "yaml",
		indent: list.indent,
		get line() {
			return list.lineAt(start);
		},
	};
}

/** An item of a known shape: its text is looked at again only for what the shape does not tell. */
export class ShapedItem implements Item, CutItem {
	readonly form = "yaml";
	readonly name: string;
	readonly namespace: string | undefined;
	readonly annotations: Readonly<Record<string, string>>;
	readonly #list: List;
	readonly #start: number;
	readonly #end: number;
	readonly #split: number;
	readonly #shape: ItemShape;
	readonly #values: readonly unknown[];
	readonly #areTexts: boolean;
	#plain: Item | undefined;

	constructor(list: List, start: number, { shape, match }: ShapedMatch) {
		const { values, areTexts, end, split } = match;
		this.name = shape.name(values) as string;
		this.namespace = shape.namespace?.(values) as string | undefined;
		this.annotations = shape.annotations(values) as Record<string, string>;
		this.#list = list;
		this.#start = start;
		this.#end = end;
		this.#split = split;
		this.#shape = shape;
		this.#values = values;
		this.#areTexts = areTexts;
	}

	get item(): Item {
		return this;
	}

	get text(): string {
		return this.#list.text.slice(this.#start, this.#end);
	}

	get indent(): number {
		return this.#list.indent;
	}

	get line(): number {
		return this.#list.lineAt(this.#start);
	}

	get apiVersion(): string {
		return this.#shape.apiVersion;
	}

	get kind(): string {
		return this.#shape.kind;
	}

	read(fields: Fields): Parsed {
		const shape = this.#shape;
		if (fields !== shape.fields) return this.#full().read(fields);
		const fits = shape.fitsWithTexts && this.#areTexts;
		return { value: shape.build(this.#values), fits };
	}

	annotated(key: string, value: string): ItemText | undefined {
		const { annotationKeys, newAnnotation } = this.#shape;
		if (annotationKeys.includes(key)) return this.#full().annotated(key, value);
		const { indent, withKey } = newAnnotation;
		const offset = this.#split - this.#start;
		return annotationInserted(this, { offset, indent, withKey }, key, value);
	}

	parsed(): Parsed {
		return this.#full().parsed();
	}

	edited(path: readonly Step[], value: EditValue): string | undefined {
		return this.#full().edited(path, value);
	}

	withText(text: string): Item | undefined {
		return this.#full().withText(text);
	}

	/** The item as it is without a shape. */
	#full(): Item {
		if (this.#plain === undefined) {
			const made = makeItem(lineItem(this.#list, this.#start, this.#end));
			if (!("item" in made)) throw new Error(made.problem);
			this.#plain = made.item;
		}
		return this.#plain;
	}
}
