import type { EditValue, Step } from "../../krm/edit-print.ts";
import type { Fields, Item, ItemText, Parsed } from "../../krm/item.ts";
import type { CutItem } from "../cut.ts";
import { annotationInserted, makeItem } from "../make-item.ts";
import type { ShapedMatch } from "./item-shapes.ts";

/** The list that an item was cut from. */
export interface List {
	readonly text: string;
	/** Column of the dashes. */
	readonly indent: number;
	/** The line (from 1) of an offset. */
	readonly lineAt: (offset: number) => number;
}

const isText = (value: unknown) => typeof value === "string";

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
	readonly #shaped: ShapedMatch;
	#plain: Item | undefined;

	constructor(list: List, start: number, shaped: ShapedMatch) {
		const { shape, match } = shaped;
		this.name = shape.name(match.values) as string;
		this.namespace = shape.namespace?.(match.values) as string | undefined;
		this.annotations = shape.annotations(match.values) as Record<
			string,
			string
		>;
		this.#list = list;
		this.#start = start;
		this.#shaped = shaped;
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
		return this.#shaped.shape.apiVersion;
	}

	get kind(): string {
		return this.#shaped.shape.kind;
	}

	read(fields: Fields): Parsed {
		const { shape, match } = this.#shaped;
		if (fields !== shape.fields) return this.#full().read(fields);
		const { values } = match;
		const fits = shape.fitsWithTexts && values.every(isText);
		return { value: shape.build(values), fits };
	}

	annotated(key: string, value: string): ItemText | undefined {
		const { shape, match } = this.#shaped;
		if (shape.annotationKeys.includes(key))
			return this.#full().annotated(key, value);
		const offset = match.split - this.#start;
		const place = { ...shape.newAnnotation, offset };
		return annotationInserted(this, place, key, value);
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

	get #end(): number {
		return this.#shaped.match.end;
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
