import type { Fields } from "../../krm/item.ts";
import { isMapping } from "../cut.ts";
import { takesAnyText } from "../fits.ts";
import { Slot, type Span } from "../plain/cursor.ts";
import { makePattern, type Pattern } from "../plain/pattern.ts";
import { readPlain } from "../plain/read-plain.ts";
import {
	type Build,
	builderOf,
	type Match,
	matchAt,
	Shapes,
} from "../plain/shape.ts";
import { type HeadScan, scanHead } from "../scan-head.ts";
import { FIELDS, SCHEMA_OF, SCHEMAS } from "../schemas.ts";
import { surelyFits } from "../validate.ts";

/** What items have in common that differ in their values only. */
export interface ItemShape {
	readonly pattern: Pattern;
	readonly apiVersion: string;
	readonly kind: string;
	/** These make an item's name, namespace and annotations. */
	readonly name: Build;
	readonly namespace: Build | undefined;
	readonly annotations: Build;
	readonly annotationKeys: readonly string[];
	/** Which of the values are texts in every item. */
	readonly texts: readonly number[];
	/** How new annotations are written, at the pattern's split. */
	readonly newAnnotation: HeadScan["newAnnotation"];
	/** The fields that `build` makes; undefined for kinds of which no more than the head is read. */
	readonly fields: Fields | undefined;
	readonly build: Build;
	/** True when what is made of texts alone fits the schema. */
	readonly fitsWithTexts: boolean;
}

/** An item of a known shape. */
export interface ShapedMatch {
	readonly shape: ItemShape;
	readonly match: Match;
}

/**
 * The shapes of the items of one input. Those that dumps hold by the thousands have few, and to match an item with a
 * regular expression is much faster than to read it. What a match says of an item is what the reader of plain YAML says.
 */
export class ItemShapes {
	readonly #shapes: Shapes<ItemShape>;

	/** So many items are read before a shape is learned. */
	constructor(few?: number) {
		this.#shapes = new Shapes(few);
	}

	/** Matches the item that starts at the offset with the known shapes. */
	match(text: string, at: number): ShapedMatch | undefined {
		const found = this.#shapes.match(text, at);
		return found && hasTexts(found.shape, found.match.values)
			? found
			: undefined;
	}

	/** Learns the shape of an item that `match` did not know. */
	learn(text: string): void {
		this.#shapes.learn(() => shapeOf(text));
	}
}

/** True when the head's values are texts, as they have to be. */
function hasTexts(
	{ name, texts }: ItemShape,
	values: readonly unknown[],
): boolean {
	for (const place of texts)
		if (typeof values[place] !== "string") return false;
	return name(values) !== "";
}

const HEAD: Fields = {
	apiVersion: true,
	kind: true,
	metadata: { name: true, namespace: true, annotations: true },
};

/** The shape of an item; undefined when it is not in the plainest form. */
function shapeOf(text: string): ItemShape | undefined {
	const scan = text.endsWith("\n")
		? scanHead({ text, form: "yaml", indent: 0, line: 1 })
		: undefined;
	if (scan === undefined) return undefined;
	const { apiVersion, kind } = scan.head;
	const schema = SCHEMA_OF[kind];
	const fields = schema && FIELDS[schema];
	const spans: Span[] = [];
	const wanted = fields === undefined ? HEAD : merged(HEAD, fields);
	const template = readPlain(text, wanted, spans);
	if (!isMapping(template) || !isMapping(template.metadata)) return undefined;
	const { name, namespace, annotations } = template.metadata;
	const fixed = [template.apiVersion, template.kind].flatMap((slot) =>
		slot instanceof Slot ? slot.index : [],
	);
	const pattern = makePattern(text, spans, fixed, scan.newAnnotation.offset);
	if (pattern && matchAt(pattern, text, 0)?.end !== text.length)
		return undefined;
	if (pattern === undefined) return undefined;
	const notes = isMapping(annotations) ? annotations : {};
	const texts: number[] = [];
	for (const part of [name, namespace ?? name, ...Object.values(notes)]) {
		const place = part instanceof Slot ? pattern.places[part.index] : undefined;
		if (place === undefined) return undefined;
		texts.push(place);
	}
	const make = (part: unknown) => builderOf(part, pattern.places);
	const build = make(fields === undefined ? {} : cutTo(template, fields));
	return {
		pattern,
		apiVersion,
		kind,
		name: make(name),
		namespace: namespace === undefined ? undefined : make(namespace),
		annotations: make(notes),
		annotationKeys: Object.keys(notes),
		texts,
		newAnnotation: scan.newAnnotation,
		fields,
		build,
		fitsWithTexts:
			schema !== undefined &&
			takesAnyText(SCHEMAS[schema]) &&
			surelyFits(schema, build(new Array(pattern.count).fill("a"))),
	};
}

/** The fields of both. */
function merged(one: Fields, other: Fields): Fields {
	if (one === true || other === true) return true;
	const fields: Record<string, Fields> = { ...one };
	for (const [name, field] of Object.entries(other)) {
		const known = fields[name];
		fields[name] = known === undefined ? field : merged(known, field);
	}
	return fields;
}

/** What is left of a value when only the fields stay. */
function cutTo(value: unknown, fields: Fields): unknown {
	if (fields === true || value instanceof Slot) return value;
	if (Array.isArray(value)) return value.map((entry) => cutTo(entry, fields));
	if (!isMapping(value)) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]) => {
			const wanted = fields[name];
			return wanted === undefined ? [] : [[name, cutTo(inner, wanted)]];
		}),
	);
}
