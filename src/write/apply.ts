import { parsedValue, valueAt } from "../group/targets/mapping.ts";
import { LOCAL_CONFIG } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import { inputError } from "../krm/item-result.ts";
import { addAll, type Outcome, type Result } from "../krm/result.ts";
import { splitDocuments, toDocument, toEntry } from "../read/documents.ts";
import { titleOf } from "../read/unread-item.ts";
import { type Edit, writtenValue } from "../render/edit.ts";
import type { Rendering } from "../render/render.ts";
import { nest } from "../text/edit-print.ts";
import { setText } from "../text/edit-text.ts";
import type { ItemText } from "../text/entry.ts";
import { isBlankYaml } from "../text/parse-text.ts";
import { printYaml } from "../text/print-yaml.ts";
import type { ItemGroups } from "./only-outputs.ts";
import { addedText, type Layout, replacedText } from "./output-text.ts";
import { placeOutputs } from "./place-outputs.ts";

/** The items after a run. */
export interface Applied {
	readonly items: readonly ItemText[];
	/** The cluster that each output is about. */
	readonly clusterOf: ReadonlyMap<ItemText, string>;
	/** Live dumps that were marked local-config, so that they are never applied. */
	readonly stamped: ReadonlySet<ItemText>;
}

/**
 * Applies a rendering to the items: earlier outputs are replaced in place or removed, targets edited, snapshots
 * stamped, new outputs appended. Items with no change keep their bytes; `trailing` comments stay when an item goes.
 */
export function applyRendering(
	{ items, ...groups }: ItemGroups,
	rendering: Rendering,
	layout: Layout,
): Outcome<Applied> {
	const placement = placeOutputs(groups, rendering);
	const edited = applyEdits(rendering.edits);
	const results: Result[] = [...placement.results, ...edited.results];
	const now = (item: Item) => edited.value.get(item) ?? item;
	const stampedItems = new Set<ItemText>();
	const stamp = (item: Item): ItemText => {
		const stamped = now(item).annotated(LOCAL_CONFIG, "true");
		if (stamped === undefined)
			results.push(uneditable(item, `metadata.annotations[${LOCAL_CONFIG}]`));
		if (stamped !== undefined) stampedItems.add(stamped);
		return stamped ?? item;
	};
	const clusterOf = new Map<ItemText, string>();
	const replaced = new Map<Item, ItemText>();
	for (const [item, output] of placement.replaced) {
		const text = replacedText(item, output, layout);
		replaced.set(item, text);
		clusterOf.set(text, output.cluster);
	}
	const added = placement.added.map((place) => {
		const text = addedText(place, layout);
		clusterOf.set(text, place.output.cluster);
		return text;
	});
	const kept: ItemText[] = [];
	items.forEach((item) => {
		if (groups.unstamped.has(item)) kept.push(stamp(item));
		else if (!placement.stale.has(item))
			kept.push(replaced.get(item) ?? now(item));
		else if (item.trailing) {
			const { form, indent, line, trailing } = item;
			kept.push({ text: "", form, indent, line, trailing });
		}
	});
	addAll(kept, added);
	const value = { items: kept, clusterOf, stamped: stampedItems };
	return { value, results };
}

/** The edited items. An item of a List, which can't be edited, is reported once. */
function applyEdits(edits: readonly Edit[]): Outcome<ReadonlyMap<Item, Item>> {
	const value = new Map<Item, Item>();
	const results: Result[] = [];
	const listed = new Set<Item>();
	for (const edit of edits) {
		const { item, field } = edit.place;
		const edited = applyEdit(value.get(item) ?? item, edit);
		if (edited !== undefined) value.set(item, edited);
		else if (!listed.has(item)) results.push(uneditable(item, field));
		if (item.container !== undefined) listed.add(item);
	}
	return { value, results };
}

/** The edited item; undefined when its text can't be edited. */
function applyEdit(item: Item, edit: Edit): Item | undefined {
	const { path, inner } = edit.place;
	const value =
		inner === undefined ? writtenValue(edit) : editInner(item, edit, inner);
	const text = value === undefined ? undefined : item.edited(path, value);
	return text === undefined ? undefined : item.withText(text);
}

/** The YAML text at the edit's place, with the value set in it. */
function editInner(
	item: Item,
	edit: Edit,
	inner: readonly string[],
): string | undefined {
	const text = valueAt(parsedValue(item), edit.place.path);
	const value = writtenValue(edit);
	if (text === undefined || text === null) return printYaml(nest(inner, value));
	if (typeof text !== "string") return undefined;
	if (isBlankYaml(text))
		return `${text.trimEnd()}\n${printYaml(nest(inner, value))}`.trimStart();
	const all = splitDocuments(text);
	const [own, ...others] = all.filter(({ isEmpty }) => !isEmpty);
	if (own === undefined || others.length > 0) return undefined;
	const entry = toEntry(own.body, 1, {});
	const edited = setText(entry, inner, value);
	if (edited === undefined) return undefined;
	const body = toDocument({ ...entry, text: edited });
	const document = all
		.map((one) => one.lead + (one === own ? body : one.body))
		.join("");
	// Keep a text without a final line end as such.
	return text.endsWith("\n") ? document : document.replace(/\n$/, "");
}

function uneditable(item: Item, field: string): Result {
	const { container } = item;
	const why =
		container === undefined
			? "a parent is not a mapping, or is YAML of a rare form (an alias, an anchor, a tag, `? key`, lines in brackets that are not indented); write it out plainly"
			: `it is in ${container.kind} ${container.name}; put it into a document of its own`;
	const message = `${titleOf(item)} can't be edited at ${field}: ${why}`;
	return inputError(item, message, { field });
}
