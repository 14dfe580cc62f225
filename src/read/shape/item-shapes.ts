import { isReadAnnotation, READ_ANNOTATIONS } from "../../krm/annotations.ts";
import type { Fields } from "../../text/entry.ts";
import { type Build, builderOf } from "../../text/plain/build.ts";
import { Slot, type Span } from "../../text/plain/cursor.ts";
import { makePattern, type Pattern } from "../../text/plain/pattern.ts";
import { readPlain } from "../../text/plain/read-plain.ts";
import { type Match, Shapes } from "../../text/plain/shape.ts";
import { isMapping } from "../cut.ts";
import { headFields, type NewAnnotation, scanHead } from "../scan-head.ts";
import { cutTo, fieldsOf, fieldsOfBoth, SCHEMA_OF } from "../schemas.ts";

/** The common shape of items that differ only in their values. */
interface ItemShape {
	readonly pattern: Pattern;
	readonly apiVersion: string;
	readonly kind: string;
	/** The groups that captured an item's name and namespace; -1 where there is none. */
	readonly name: number;
	readonly namespace: number;
	/** Builds its annotations. */
	readonly annotations: Build;
	readonly annotationKeys: readonly string[];
	/** How new annotations are written, at the pattern's split. */
	readonly newAnnotation: NewAnnotation;
	/** The fields that `build` makes; undefined for kinds of which only the head is read. */
	readonly fields: Fields | undefined;
	readonly build: Build;
}

/** An item of a known shape. */
export type ShapedMatch = Match<ItemShape>;

/**
 * The shapes of the items of one input. The thousands of items in a dump have few shapes, and matching an item with a
 * regular expression is much faster than reading it. A match gives the same values as the reader of plain YAML.
 */
export class ItemShapes extends Shapes<ItemShape, [text: string]> {
	/** `few`: the number of items that are read before a shape is learned. */
	constructor(few?: number) {
		super(shapeOf, [], few);
	}
}

/** V8 compiles a regular expression at once for a long text; for short ones it interprets it first. */
const PADDING = "x".repeat(1000);

/** The shape of an item; undefined when it is not in the plainest form. */
function shapeOf(text: string): ItemShape | undefined {
	const scan = text.endsWith("\n")
		? scanHead({ text, form: "yaml", indent: 0, line: 1 })
		: undefined;
	if (scan?.newAnnotation === undefined) return undefined;
	const { apiVersion, kind } = scan.head;
	const schema = SCHEMA_OF[kind];
	const fields = schema && fieldsOf(schema);
	const spans: Span[] = [];
	const read = scan.annotationKeys.filter(isReadAnnotation);
	const head = headFields(Object.fromEntries(read.map((key) => [key, true])));
	const wanted = fields === undefined ? head : fieldsOfBoth(head, fields);
	const template = readPlain(text, wanted, { spans });
	const own = cutTo(template, head);
	if (!isMapping(template) || !isMapping(own) || !isMapping(own.metadata))
		return undefined;
	const { name, namespace, annotations } = own.metadata;
	const fixed = [template.apiVersion, template.kind].flatMap((slot) =>
		slot instanceof Slot ? slot.index : [],
	);
	const pattern = makePattern(text, spans, {
		fixed,
		split: scan.newAnnotation.offset - "\n".length,
		read: READ_ANNOTATIONS,
	});
	if (pattern === undefined) return undefined;
	const { expression, places } = pattern;
	expression.lastIndex = 0;
	if (expression.exec(text + PADDING)?.[0].length !== text.length)
		return undefined;
	const notes = isMapping(annotations) ? annotations : {};
	// All values of a head are texts.
	const groupOf = (part: unknown) => {
		const place = part instanceof Slot ? places[part.index] : undefined;
		return place?.as === "text" ? place.group : -1;
	};
	const texts = [name, namespace ?? name, ...Object.values(notes)];
	if (texts.some((part) => groupOf(part) < 0)) return undefined;
	const value = fields === undefined ? {} : cutTo(template, fields);
	const build = builderOf(value, places);
	const buildAnnotations = builderOf(notes, places);
	if (build === undefined || buildAnnotations === undefined) return undefined;
	return {
		pattern,
		apiVersion,
		kind,
		name: groupOf(name),
		namespace: groupOf(namespace),
		annotations: buildAnnotations,
		annotationKeys: scan.annotationKeys,
		newAnnotation: scan.newAnnotation,
		fields,
		build,
	};
}
