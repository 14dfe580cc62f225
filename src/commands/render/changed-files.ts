import { PATH } from "../../krm/annotations.ts";
import { fileIndex, filePath, type Item } from "../../krm/item.ts";
import { splitDocuments, toDocument } from "../../read/documents.ts";
import { makeItem } from "../../read/make-item.ts";
import type { FileText } from "../../read/read-files.ts";
import type { ItemText } from "../../text/entry.ts";

/** An item as the document that is written. */
export function asDocument(text: ItemText): string {
	const document = toDocument(text);
	return document.endsWith("\n") ? document : `${document}\n`;
}

/**
 * The files that change when the items are written back: the new texts, undefined for a file without documents.
 * Unchanged documents, and everything between them, keep their bytes.
 *
 * @throws Error when a new item's file exists and holds something else
 */
export function changedFiles(
	files: readonly FileText[],
	before: readonly Item[],
	after: readonly ItemText[],
): Map<string, string | undefined> {
	const known = byPlace(before, (item) => item);
	const wanted = byPlace(after, placeOfText);
	const changed = new Map<string, string | undefined>();
	for (const { path, text } of files) {
		const rewritten = rewrite(text, known.get(path), wanted.get(path));
		if (rewritten !== text) changed.set(path, rewritten);
	}
	const paths = new Set(files.map(({ path }) => path));
	for (const [path, texts] of wanted) {
		const isNew = (index: number) => !known.get(path)?.has(index);
		if (!paths.has(path))
			changed.set(path, [...texts.values()].map(asDocument).join("---\n"));
		else if ([...texts.keys()].some(isNew))
			throw new Error(
				`${path} exists and is not an output of this tool, but an output goes there; move it away, or remove it`,
			);
	}
	return changed;
}

/** The entries by their file and their position in it. */
function byPlace<Entry>(
	entries: readonly Entry[],
	placeOf: (entry: Entry) => Place,
): Map<string, Map<number, Entry>> {
	const files = new Map<string, Map<number, Entry>>();
	for (const entry of entries) {
		const place = placeOf(entry);
		const path = filePath(place) ?? "";
		const own = files.get(path) ?? new Map<number, Entry>();
		files.set(path, own.set(fileIndex(place), entry));
	}
	return files;
}

/** The annotations that name a file and the position in it. */
type Place = Pick<Item, "annotations">;

/** The place of a text. Throws for one without, so that nothing is written rather than an item lost. */
function placeOfText(text: ItemText): Place {
	// A kustomization is no resource: its place stands only beside its text.
	if (text.wire?.[PATH] !== undefined) return { annotations: text.wire };
	const made = makeItem(text);
	if ("item" in made && filePath(made.item) !== undefined) return made.item;
	const what =
		"item" in made ? `${made.item.kind} ${made.item.name}` : "an item";
	throw new Error(`${what} has no path, so it can't be written to a file`);
}

/** A file's text with its current items; undefined when none is left. */
function rewrite(
	text: string,
	known: ReadonlyMap<number, Item> | undefined,
	wanted: ReadonlyMap<number, ItemText> | undefined,
): string | undefined {
	let index = -1;
	let isGone = false;
	const parts = splitDocuments(text).flatMap(({ lead, body, isEmpty }) => {
		const item = isEmpty ? undefined : known?.get(++index);
		if (item === undefined) return [lead + body];
		const current = wanted?.get(index);
		isGone ||= current === undefined;
		if (current === undefined) return [];
		const isSame = current === item || current.text === item.text;
		return [lead + (isSame ? body : asDocument(current))];
	});
	if (isGone && parts.every((part) => /^(?:---|\s|#.*)*$/.test(part)))
		return undefined;
	return isGone ? parts.join("").replace(/^---\n/, "") : parts.join("");
}
