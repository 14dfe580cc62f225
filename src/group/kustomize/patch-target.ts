import type { Item } from "../../krm/item.ts";
import { originalName } from "../kustomize-names.ts";
import { parsedValue, valueAt } from "../targets/mapping.ts";
import type { Patch } from "./patch.ts";

/** True when the patch changes the item: by all that its target says, else by kind, name and namespace. */
export function isPatchOf(
	{ item: patch, operations }: Patch,
	target: unknown,
	item: Item,
): boolean {
	if (target !== undefined) return isSelectedBy(target, item);
	const { kind, namespace } = item;
	return (
		operations === undefined &&
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

/** What a selector may have beside the characters of names, to be compared here. */
const PLAIN = /^[\w.*|^$-]*$/;

/** True when a selector of kustomize, an anchored expression, selects the name. Of expressions only `.*` and `|` count. */
function isSelected(selector: unknown, name: string): boolean {
	if (typeof selector !== "string" || !PLAIN.test(selector)) return false;
	return selector.split("|").some((one) => {
		const [start = "", ...rest] = one.replace(/^\^|\$$/g, "").split(".*");
		return isMadeOf(name, start, rest);
	});
}

/** True when the name is the start, then the others in their order with anything between, the last at its end. */
function isMadeOf(
	name: string,
	start: string,
	others: readonly string[],
): boolean {
	const end = others.at(-1);
	if (end === undefined) return name === start;
	if (!name.startsWith(start)) return false;
	let at = start.length;
	for (const part of others.slice(0, -1)) {
		const found = name.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return name.length - end.length >= at && name.endsWith(end);
}
