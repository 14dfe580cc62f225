import type { Head, Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { cutText } from "../read/cut-text.ts";
import { type Document, splitDocuments } from "../read/documents.ts";
import { makeItem } from "../read/make-item.ts";
import type { FileText } from "../read/read-files.ts";
import { type FieldFinder, makeFieldFinder } from "../text/find-field.ts";
import type { Located } from "./report.ts";

/** The text of one resource, and the line of the file (from 1) that it starts on. */
interface Resource {
	readonly text: string;
	readonly line: number;
	/** Its column on that line: an entry of JSON may start anywhere. */
	readonly margin: number;
	/** Steps from the text's root to the resource: a list's entry is in a sequence. */
	readonly lead: readonly string[];
}

/** Finds the places of results in their files. Each file is cut once, on first use. */
export function makeLocator(
	files: readonly FileText[],
): (result: Result) => Located {
	const texts = new Map(files.map(({ path, text }) => [path, text]));
	const documentsOf = memoize((path: string) =>
		splitDocuments(texts.get(path) ?? "").filter(({ isEmpty }) => !isEmpty),
	);
	const entriesOf = memoize(listEntries);
	const finderOf = memoize(makeFieldFinder);
	const locate = (result: Result): Located => {
		const { file: ref, field, resourceRef } = result;
		if (ref === undefined) return { result };
		const file = ref.path;
		const document = documentsOf(file)[ref.index ?? 0];
		if (document === undefined) return { result, file };
		if (result.line !== undefined)
			return { result, file, position: { line: result.line, column: 1 } };
		const resource: Resource = entriesOf(document).find(({ item }) =>
			matches(item, resourceRef),
		) ?? { text: document.body, line: document.line, margin: 0, lead: [] };
		const find = finderOf(resource.text);
		return { result, file, ...fieldPlace(resource, field?.path, find) };
	};
	return (result) => {
		const { instances } = result;
		return instances === undefined
			? locate(result)
			: { ...locate(result), each: () => instances.map(locate) };
	};
}

/** The place of a field in the resource's file; that of the resource when it has no such field. */
function fieldPlace(
	{ line, margin, lead }: Resource,
	path: string | undefined,
	find: FieldFinder,
): Pick<Located, "position" | "subject"> {
	const [steps = [], inner] = path?.split(": ").map(fieldSteps) ?? [];
	const found =
		steps.length === 0 ? undefined : find([...lead, ...steps], inner);
	if (found === undefined) return { position: { line, column: 1 + margin } };
	const { position, subject } = found;
	const before = position.line === 1 ? margin : 0;
	return {
		position: {
			line: line + position.line - 1,
			column: position.column + before,
		},
		subject: subject.replace(/^\[0\]\.?/, ""),
	};
}

/** Finds the place of a field, as that of a result about it. */
export const fieldLocator =
	(locate: (result: Result) => Located) =>
	(item: Head, field: string | undefined): Located => {
		const check = "summary";
		return locate(
			resultAt(item, { check, severity: "info", message: "", field }),
		);
	};

function memoize<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
	const made = new Map<Key, Value>();
	return (key) => {
		const known = made.get(key) ?? make(key);
		made.set(key, known);
		return known;
	};
}

const LIST_KIND = /^kind:\s*["']?\w*List\b/m;
const JSON_LIST_KIND = /"kind"\s*:\s*"\w*List"/;

/** The entries of a document that is a List; none for any other document. */
function listEntries({ body, line }: Document): (Resource & { item: Item })[] {
	const kind = body.startsWith("{") ? JSON_LIST_KIND : LIST_KIND;
	const cut = kind.test(body) ? cutText(body) : undefined;
	if (cut === undefined || "problem" in cut) return [];
	let at = 0;
	let lineStart = 0;
	return cut.items.flatMap((entry) => {
		// Only what follows the last entry: a List may be one long line.
		const start = Math.max(at, body.indexOf(entry.text, at));
		const newline = body.slice(at, start).lastIndexOf("\n");
		if (newline >= 0) lineStart = at + newline + 1;
		at = start;
		const made = makeItem(entry);
		if ("problem" in made) return [];
		return {
			item: made.item,
			text: entry.text,
			line: line + entry.line - 1,
			margin: at - lineStart,
			lead: entry.form === "json" ? [] : ["0"],
		};
	});
}

function matches(item: Item, ref: Result["resourceRef"]): boolean {
	return (
		item.apiVersion === ref?.apiVersion &&
		item.kind === ref.kind &&
		item.name === ref.name &&
		item.namespace === ref.namespace
	);
}

/** The steps of a result's field path: `spec.nodes[3].annotations[a.b/c]` has the keys spec, nodes, 3, annotations, a.b/c. */
export function fieldSteps(path: string): string[] {
	return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(
		([whole, inner]) => inner ?? whole,
	);
}
