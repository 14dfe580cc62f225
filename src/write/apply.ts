import type { Groups } from "../group/group.ts";
import { LOCAL_CONFIG } from "../krm/annotations.ts";
import type { Item, ItemText } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Outcome, Result } from "../krm/result.ts";
import type { Edit } from "../render/edit.ts";
import type { Rendering } from "../render/render.ts";
import { addedText, type Layout, replacedText } from "./output-text.ts";
import { placeOutputs } from "./place-outputs.ts";

/**
 * Applies a rendering to the items: earlier outputs are replaced where they stand or removed, targets edited, snapshots
 * stamped, new outputs appended. Items with no change keep their bytes; `trailing` comments stay when an item goes.
 */
export function applyRendering(
	items: readonly Item[],
	groups: Groups,
	rendering: Rendering,
	layout: Layout,
): Outcome<ItemText[]> {
	const placement = placeOutputs(groups, rendering);
	const changes = new Map<Item, ItemText>();
	const results: Result[] = [...placement.results];
	for (const item of groups.unstamped) {
		const stamped = item.annotated(LOCAL_CONFIG, "true");
		if (stamped === undefined)
			results.push(uneditable(item, `metadata.annotations[${LOCAL_CONFIG}]`));
		else changes.set(item, stamped);
	}
	for (const edit of rendering.edits) {
		const edited = applyEdit(
			(changes.get(edit.item) as Item | undefined) ?? edit.item,
			edit,
		);
		if (edited === undefined)
			results.push(uneditable(edit.item, edit.path.join(".")));
		else changes.set(edit.item, edited);
	}
	for (const [item, output] of placement.replaced)
		changes.set(item, replacedText(item, output, layout));
	const kept = items.flatMap((item): ItemText[] => {
		if (!placement.stale.has(item)) return [changes.get(item) ?? item];
		return item.trailing ? [{ ...item, text: "" }] : [];
	});
	return {
		value: [
			...kept,
			...placement.added.map((added) => addedText(added, layout)),
		],
		results,
	};
}

/** The edited item; undefined when its text can't be edited. */
function applyEdit(item: Item, { path, proposed }: Edit): Item | undefined {
	const text = item.edited(path, proposed);
	return text === undefined ? undefined : item.withText(text);
}

function uneditable(item: Item, field: string): Result {
	const message = `${item.kind} ${item.name} can't be edited at ${field}: something on the way is no mapping, or a YAML alias; write it out`;
	return resultAt(item, {
		check: "input-invalid",
		severity: "error",
		message,
		field,
	});
}
