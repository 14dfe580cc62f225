import type { Item } from "../../krm/item.ts";
import type { ItemText } from "../../text/entry.ts";
import { type Document, toEntry } from "../documents.ts";
import type { ItemShapes, ShapedMatch } from "./item-shapes.ts";
import { type List, ShapedItem } from "./shaped-item.ts";

type Wire = NonNullable<ItemText["wire"]>;

/** A document as the only entry of a list, which it becomes only for what asks for its text. */
class OwnList implements List {
	declare readonly document: Document;
	declare readonly wire: Wire;
	declare private entry: string | undefined;

	constructor(document: Document, wire: Wire) {
		this.document = document;
		this.wire = wire;
		this.entry = undefined;
	}

	get text(): string {
		const { body, line } = this.document;
		this.entry ??= toEntry(body, line, this.wire).text;
		return this.entry;
	}

	get indent(): number {
		return 0;
	}

	lineAt(): number {
		return this.document.line;
	}
}

/** A document of a known shape. */
class ShapedDocument extends ShapedItem {
	declare private readonly document: Document;

	constructor(list: OwnList, match: ShapedMatch) {
		super(list, 0, match);
		this.document = list.document;
	}

	override mentions(what: RegExp): boolean {
		return what.test(this.document.body);
	}

	override annotated(key: string, value: string): ItemText | undefined {
		return this.full().annotated(key, value);
	}

	override placed(wire: Wire): Item {
		return new ShapedDocument(new OwnList(this.document, wire), this.match);
	}
}

/** The document as an item of a known shape; undefined for another shape, which is learned. */
export function shapedDocument(
	document: Document,
	wire: Wire,
	shapes: ItemShapes,
): Item | undefined {
	const { body } = document;
	if (FIRST.exec(body)?.[1] === "-") return undefined;
	const match = shapes.match(body, 0);
	if (match === undefined) shapes.learn(body);
	if (match?.end !== body.length) return undefined;
	const { shape, captures } = match;
	// As an entry it is longer.
	const whole = { shape, captures, end: Number.POSITIVE_INFINITY };
	return new ShapedDocument(new OwnList(document, wire), whole);
}

/** The first character that is no comment: a dash where the document is a list of objects. */
const FIRST = /^(?<![\u2028\u2029])[^\S\n]*([^\s#])/m;
