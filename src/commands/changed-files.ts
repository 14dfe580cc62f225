import { INDEX, PATH } from "../krm/annotations.ts";
import { groupBy } from "../krm/group-by.ts";
import { fileIndex, filePath, type Item } from "../krm/item.ts";
import { splitDocuments, toDocument } from "../read/documents.ts";
import { makeItem } from "../read/make-item.ts";
import type { FileText } from "../read/read-files.ts";
import type { ItemText } from "../text/entry.ts";

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
	const now = new Map(after.map((text) => [placeOfItem(text), text]));
	const changed = new Map<string, string | undefined>();
	const places = new Set<string>();
	const known = groupBy(before, filePath);
	const paths = new Set(files.map(({ path }) => path));
	for (const { path, text } of files) {
		const items = known.get(path) ?? [];
		const own = new Map(items.map((item) => [fileIndex(item), item]));
		for (const index of own.keys()) places.add(placeOf(path, index));
		const rewritten = rewrite({ path, text }, own, now);
		if (rewritten !== text) changed.set(path, rewritten);
	}
	for (const [place, text] of now) {
		const { path, index } = JSON.parse(place) as {
			path: string;
			index: number;
		};
		if (places.has(place)) continue;
		if (paths.has(path))
			throw new Error(
				`${path} exists and is not an output of this tool, but an output goes there; move it away, or remove it`,
			);
		const lead = index === 0 ? "" : `${changed.get(path) ?? ""}---\n`;
		changed.set(path, lead + asDocument(text));
	}
	return changed;
}

const placeOf = (path: string, index: number) =>
	JSON.stringify({ path, index });

/** The file of the item. Throws for an item without one, so that nothing is written rather than an item lost. */
function placeOfItem(text: ItemText): string {
	const made = makeItem(text);
	const path = "item" in made ? made.item.annotations[PATH] : undefined;
	if (!("item" in made) || path === undefined) {
		const what =
			"item" in made ? `${made.item.kind} ${made.item.name}` : "an item";
		throw new Error(`${what} has no path, so it can't be written to a file`);
	}
	return placeOf(path, Number(made.item.annotations[INDEX] ?? 0));
}

/** The file's text with its current items; undefined when none is left. */
function rewrite(
	{ path, text }: FileText,
	own: ReadonlyMap<number, Item>,
	now: ReadonlyMap<string, ItemText>,
): string | undefined {
	let index = -1;
	let isGone = false;
	const parts = splitDocuments(text).flatMap(({ lead, body, isEmpty }) => {
		if (isEmpty) return [lead + body];
		index++;
		const item = own.get(index);
		if (item === undefined) return [lead + body];
		const current = now.get(placeOf(path, index));
		if (current === undefined) {
			isGone = true;
			return [];
		}
		return [
			current === item || current.text === item.text
				? lead + body
				: lead + asDocument(current),
		];
	});
	if (isGone && parts.every((part) => /^(?:---|\s|#.*)*$/.test(part)))
		return undefined;
	return isGone ? parts.join("").replace(/^---\n/, "") : parts.join("");
}
