import { isDeepStrictEqual } from "node:util";
import { parsedValue } from "../group/targets/mapping.ts";
import {
	INDEX,
	isDecidedHere,
	isWireAnnotation,
	ownAnnotations,
	PATH,
} from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import { isMapping } from "../read/cut.ts";
import { makeItem } from "../read/make-item.ts";
import type { Output, Resource } from "../render/output.ts";
import type { ItemText } from "../text/entry.ts";
import { printEntry } from "../text/print-yaml.ts";
import type { Added } from "./place-outputs.ts";

/** How the items of the list are laid out. */
export interface Layout {
	readonly form: "yaml" | "json";
	readonly indent: number;
}

/**
 * The output that replaces the earlier item; the item itself when it has the same value. Labels and annotations that
 * others gave it stay: those of kpt, of other functions of its pipeline, and sync waves.
 */
export function replacedText(
	item: Item,
	{ resource, oneLine }: Output,
	layout: Layout,
): ItemText {
	const wire = item.wire ?? wireAnnotations(item);
	const textOf = (wanted: Resource): ItemText => ({
		text: print(wanted, layout, oneLine),
		form: layout.form,
		indent: layout.indent,
		line: 0,
		wire,
	});
	const text = textOf(resource);
	// The common case; comparing values takes longer.
	const isSame =
		(item.wire === undefined ? wired(text) : text).text === item.text;
	if (isSame) return item;
	const value = ownPart(parsedValue(item));
	const wanted = withAdded(resource, value);
	if (isDeepStrictEqual(value, plain(wanted))) return item;
	return { ...textOf(wanted), trailing: item.trailing ?? "" };
}

type Labels = Readonly<Record<string, string>>;

/** The resource with the labels and annotations of the earlier one that are not this tool's. */
function withAdded(resource: Resource, earlier: unknown): Resource {
	const metadata = isMapping(earlier) ? earlier.metadata : undefined;
	if (!isMapping(metadata)) return resource;
	const both = (own: Labels, all: unknown): Labels => {
		const added = Object.entries(isMapping(all) ? all : {}).filter(
			(entry): entry is [string, string] =>
				typeof entry[1] === "string" && !isDecidedHere(entry[0]),
		);
		return { ...own, ...Object.fromEntries(added), ...own };
	};
	const { labels = {}, annotations } = resource.metadata;
	const allLabels = both(labels, metadata.labels);
	return {
		...resource,
		metadata: {
			...resource.metadata,
			...(Object.keys(allLabels).length > 0 && { labels: allLabels }),
			annotations: both(annotations, metadata.annotations),
		},
	};
}

/** The text of a new output, with its place beside it. Printed on first use: checks don't need it. */
export function addedText(
	{ output: { path, resource, oneLine }, index }: Added,
	layout: Layout,
): ItemText {
	const wire = { [PATH]: path, [INDEX]: String(index) };
	const { form, indent } = layout;
	let text: string | undefined;
	return {
		get text() {
			text ??= print(resource, layout, oneLine);
			return text;
		},
		form,
		indent,
		line: 0,
		wire,
	};
}

/** The item as a ResourceList holds it: its `wire` annotations are written into its text. */
export function wired(item: ItemText): ItemText {
	if (item.wire === undefined) return item;
	const { text, form, indent, line, trailing = "" } = item;
	const plain: ItemText = { text, form, indent, line, trailing };
	return Object.entries(item.wire).reduce((text, [key, value]) => {
		const made = makeItem(text);
		return ("item" in made && made.item.annotated(key, value)) || text;
	}, plain);
}

function print(
	resource: Resource,
	{ form, indent }: Layout,
	oneLine: Output["oneLine"],
): string {
	return form === "json"
		? JSON.stringify(resource)
		: printEntry(resource, indent, oneLine);
}

/** The orchestrator's annotations in the item's text. */
function wireAnnotations({ annotations }: Item) {
	return Object.fromEntries(
		Object.entries(annotations).filter(([key]) => isWireAnnotation(key)),
	);
}

/** A resource's value without the orchestrator's annotations. */
function ownPart(value: unknown): unknown {
	if (!isMapping(value) || !isMapping(value.metadata)) return value;
	const { annotations, ...metadata } = value.metadata;
	const notes = isMapping(annotations) ? annotations : {};
	const own = ownAnnotations(notes as Item["annotations"]);
	return { ...value, metadata: { ...metadata, annotations: own } };
}

/** The value as a parser would give it back: no undefined, no shared objects. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
