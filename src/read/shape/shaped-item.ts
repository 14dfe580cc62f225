import { isReadAnnotation } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import type { Fields, ItemText, Parsed } from "../../text/entry.ts";
import { type Document, lazyEntry } from "../documents.ts";
import { annotationInserted } from "../longer-text.ts";
import { WireItem } from "../make-item.ts";
import type { ItemShapes, ShapedMatch } from "./item-shapes.ts";

type Wire = NonNullable<ItemText["wire"]>;

/** An item of a known shape: its text is read again only for values that the shape does not have. */
export class ShapedItem extends WireItem {
	declare private readonly match: ShapedMatch;

	constructor(source: ItemText, match: ShapedMatch, wire = source.wire) {
		super(source, headOf(match), undefined, undefined, wire);
		this.match = match;
	}

	override mentions(what: RegExp): boolean {
		return what.test(this.match.captures[0] as string);
	}

	override read(fields: Fields): Parsed {
		const { shape, captures } = this.match;
		if (fields !== shape.fields) return super.read(fields);
		return { value: shape.build(captures) };
	}

	override annotated(key: string, value: string): ItemText | undefined {
		const { shape, captures } = this.match;
		const { text } = this;
		const { annotationKeys, newAnnotation } = shape;
		const mayBeThere = annotationKeys.includes(key) || !isReadAnnotation(key);
		// As an entry a document is longer than what was matched.
		if (mayBeThere || text.length !== captures[0]?.length)
			return this.withText(text)?.annotated(key, value);
		const offset = (captures[1] ?? "").length + "\n".length;
		return annotationInserted(this, newAnnotation, { key, value }, offset);
	}

	override placed(wire: Wire): Item {
		return new ShapedItem(this.source, this.match, wire);
	}
}

function headOf({ shape, captures }: ShapedMatch) {
	return {
		apiVersion: shape.apiVersion,
		kind: shape.kind,
		name: captures[shape.name] as string,
		namespace: captures[shape.namespace],
		annotations: shape.annotations(captures) as Record<string, string>,
	};
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
	return match?.end === body.length
		? new ShapedItem(lazyEntry(document, wire), match)
		: undefined;
}

/** The first character that is no comment: a dash where the document is a list of objects. */
const FIRST = /^(?<![\u2028\u2029])[^\S\n]*([^\s#])/m;
