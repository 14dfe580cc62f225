import { isListKind } from "../model/kinds.ts";
import type { Fields, ItemText } from "../text/entry.ts";
import { readPlain } from "../text/plain/read-plain.ts";
import { printEntry } from "../text/print-yaml.ts";
import { type Cut, type CutItem, isMapping, isSame } from "./cut.ts";
import { makeItem, parseItem } from "./make-item.ts";
import { ItemShapes } from "./shape/item-shapes.ts";
import { ShapedItem } from "./shape/shaped-item.ts";

/**
 * Writes apiVersion and kind into each item of a NodeList and other typed lists: the API server omits them there.
 * Items that have one of the two, and all other lists, are unchanged.
 */
export function typeItems(cut: Cut): Cut {
	const { apiVersion, kind } = cut.root;
	if (typeof apiVersion !== "string" || typeof kind !== "string") return cut;
	if (kind === "List" || !isListKind(apiVersion, kind)) return cut;
	const type = { apiVersion, kind: kind.replace(/List$/, "") };
	const shapes = new ItemShapes();
	return { ...cut, items: cut.items.map((item) => typed(item, type, shapes)) };
}

/** What the API server leaves out. */
interface Type {
	readonly apiVersion: string;
	readonly kind: string;
}

const TYPE: Fields = { apiVersion: true, kind: true };

function typed(item: CutItem, type: Type, shapes: ItemShapes): CutItem {
	if (item.item !== undefined) return item;
	const { form, indent, line, trailing = "" } = item;
	const entry = { form, indent, line, trailing };
	const own = { ...entry, text: withType(item, type) };
	if (form === "yaml") {
		const shaped = shapes.match(own.text, 0);
		if (shaped?.end === own.text.length) return new ShapedItem(own, shaped);
		// An item that has these fields already would have them twice.
		if (isSame(readPlain(own.text, TYPE), type)) {
			if (shaped === undefined) shapes.learn(own.text);
			return own;
		}
	}
	if ("item" in makeItem(item)) return item;
	const parsed = parseItem(item);
	if ("problem" in parsed || !isMapping(parsed.value)) return item;
	const { value } = parsed;
	if ("apiVersion" in value || "kind" in value) return item;
	const whole = { ...type, ...value };
	const seen = parseItem(own);
	if ("value" in seen && isSame(seen.value, whole)) return own;
	// A rare form.
	const anew =
		form === "json" ? JSON.stringify(whole) : printEntry(whole, indent);
	return { ...entry, text: anew };
}

/** The item's own text with the two fields in front of the others. */
function withType(
	{ text, form }: ItemText,
	{ apiVersion, kind }: Type,
): string {
	if (form === "json") {
		const own = JSON.stringify({ apiVersion, kind }).slice(1, -1);
		return text.replace(/^\{\s*/, (brace) => `${brace}${own}, `);
	}
	return text.replace(
		/^( *)-( +)(\{?)/,
		(_, margin: string, gap: string, brace: string) => {
			const column = " ".repeat(margin.length + 1 + gap.length);
			return brace === "{"
				? `${margin}-${gap}{apiVersion: ${apiVersion}, kind: ${kind}, `
				: `${margin}-${gap}apiVersion: ${apiVersion}\n${column}kind: ${kind}\n${column}`;
		},
	);
}
