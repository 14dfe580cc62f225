import type { Item } from "../../krm/item.ts";
import { originalName } from "../kustomize-names.ts";
import { parsedValue, valueAt } from "../targets/mapping.ts";
import type { Patch } from "./patch.ts";

/** True when the patch changes the item: by all that its target says, else by kind, name and namespace. */
export function isPatchOf(
	{ item: patch }: Patch,
	target: unknown,
	item: Item,
): boolean {
	if (target !== undefined) return isSelectedBy(target, item);
	const { kind, namespace } = item;
	return (
		patch.kind === kind &&
		patch.name === originalName(item) &&
		[undefined, patch.namespace ?? namespace].includes(namespace)
	);
}

/** True when the item is all that a target says. */
export function isSelectedBy(target: unknown, item: Item): boolean {
	const { apiVersion, kind, namespace } = item;
	const name = originalName(item);
	const [version, group = ""] = apiVersion.split("/").reverse();
	const own = { group, version, kind, name, namespace };
	return (
		Object.entries(own).every(([field, value]) => {
			const selector = valueAt(target, [field]) || undefined;
			const isAny = selector === undefined || value === undefined;
			return isAny || isSelected(selector, value);
		}) &&
		isMarked(item, "labels", valueAt(target, ["labelSelector"])) &&
		isMarked(item, "annotations", valueAt(target, ["annotationSelector"]))
	);
}

/** One of the pairs in a selector of labels; of other selectors none is read, and they select nothing here. */
const PAIR = /^\s*([\w./-]+)\s*==?\s*([\w.-]*)\s*$/;

/** True when the object's labels or annotations have all pairs of the selector, if there is one. */
function isMarked(
	item: Item,
	marks: "labels" | "annotations",
	selector: unknown,
): boolean {
	if (!selector) return true;
	return String(selector)
		.split(",")
		.every((pair) => {
			const [, key = "", value] = PAIR.exec(pair) ?? [];
			const own = valueAt(parsedValue(item), ["metadata", marks, key]);
			return value !== undefined && own === value;
		});
}

/** An expression that is read here: characters, any of them repeated, alternatives, and ends; perhaps in one group. */
const PLAIN = /^\^?\(?([\w.*|^$-]{0,5000})\)?\$?$/;

/** True when a selector of kustomize, an anchored expression, selects the text; what is not read here selects nothing. */
function isSelected(selector: unknown, text: string): boolean {
	const [, plain] = PLAIN.exec(String(selector)) ?? [];
	// No name in Kubernetes is longer.
	if (plain === undefined || text.length > 253) return false;
	return plain
		.split("|")
		.some((one) => isMadeOf(text, one.replace(/^\^|\$$/g, "")));
}

/** True when the expression matches the whole text, in time that grows with both. */
function isMadeOf(text: string, expression: string): boolean {
	let ends: ReadonlySet<number> = new Set([0]);
	for (const [, char, star] of expression.matchAll(/(.)(\*?)/g)) {
		const next = new Set(star ? ends : []);
		// Of what is repeated, each end is a start, too.
		for (const end of star ? next : ends)
			if (end < text.length && [".", text[end]].includes(char))
				next.add(end + 1);
		ends = next;
	}
	return ends.has(text.length);
}
