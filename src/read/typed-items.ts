import type { ItemText } from "../krm/item.ts";
import { isListKind } from "../krm/list-kinds.ts";
import type { Cut } from "./cut.ts";
import { makeItem } from "./make-item.ts";

/**
 * The cut of a NodeList and its like with apiVersion and kind written into each item: the API server leaves out there
 * what the list's own kind says. Items that have a kind, and all other lists, stay as they are.
 */
export function typeItems(cut: Cut): Cut {
	const { apiVersion, kind } = cut.root;
	if (typeof apiVersion !== "string" || typeof kind !== "string") return cut;
	if (kind === "List" || !isListKind(apiVersion, kind)) return cut;
	const itemKind = kind.replace(/List$/, "");
	const items = cut.items.map((item) =>
		hasKind(item) ? item : { ...item, text: typed(item, apiVersion, itemKind) },
	);
	return { ...cut, items };
}

/** True when the item says its kind itself. */
function hasKind(item: ItemText): boolean {
	const made = makeItem(item);
	return "item" in made;
}

function typed(
	{ text, form }: ItemText,
	apiVersion: string,
	kind: string,
): string {
	if (form === "json") {
		const own = JSON.stringify({ apiVersion, kind }).slice(1, -1);
		return text.replace(/^\{\s*/, (brace) => `${brace}${own}, `);
	}
	return text.replace(/^( *)-( +)(?=\S)/, (_, margin: string, gap: string) => {
		const column = " ".repeat(margin.length + 1 + gap.length);
		return `${margin}-${gap}apiVersion: ${apiVersion}\n${column}kind: ${kind}\n${column}`;
	});
}
