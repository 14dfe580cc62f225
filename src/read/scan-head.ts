import { isReadAnnotation } from "../krm/annotations.ts";
import type { Head } from "../krm/item.ts";
import type { Fields, ItemText } from "../text/entry.ts";
import type { Layout } from "../text/plain/cursor.ts";
import { readPlain } from "../text/plain/read-plain.ts";
import { isMapping } from "./cut.ts";
import { headOf } from "./head.ts";

/** Where a new annotation goes. */
export interface NewAnnotation {
	readonly offset: number;
	readonly indent: number;
	/** True where `annotations:` itself is missing. */
	readonly withKey: boolean;
}

/** The head of an item, and where an annotation can be added without parsing. */
export interface HeadScan {
	readonly head: Head;
	/** The keys of all annotations, also of those that are not read. */
	readonly annotationKeys: readonly string[];
	/** Undefined for metadata in flow style. */
	readonly newAnnotation: NewAnnotation | undefined;
}

/** Of annotations those that are read: others may be long, or of a form that only js-yaml reads. */
const ANNOTATIONS: Fields = new Proxy(
	{},
	{ get: (_, key) => isReadAnnotation(String(key)) || undefined },
);

/** The fields of a head. */
export const headFields = (annotations: Fields): Fields => ({
	apiVersion: true,
	kind: true,
	metadata: { name: true, namespace: true, annotations },
});

const HEAD = headFields(ANNOTATIONS);

/**
 * Reads kind, name and annotations of a block-style item from its first lines, without parsing the item. Returns
 * undefined when anything up to there is not in the plainest form, or missing; then the item is parsed.
 */
export function scanHead({ text }: ItemText): HeadScan | undefined {
	const layouts = new Map<unknown, Layout>();
	const value = readPlain(text, HEAD, { layouts });
	const head = value === undefined ? "" : headOf(value);
	if (!isMapping(value) || typeof head === "string") return undefined;
	const metadata = isMapping(value.metadata) ? value.metadata : {};
	const notes = layouts.get(metadata.annotations);
	const withKey = metadata.annotations === undefined;
	const place = withKey ? layouts.get(metadata) : notes;
	return {
		head,
		annotationKeys: notes?.keys ?? [],
		newAnnotation: place && {
			offset: place.end,
			indent: place.column,
			withKey,
		},
	};
}
