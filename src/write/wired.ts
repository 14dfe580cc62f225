import { makeItem } from "../read/make-item.ts";
import type { ItemText } from "../text/entry.ts";

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
