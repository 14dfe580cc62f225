import type { Item } from "../../krm/item.ts";
import { originalName } from "../kustomize-names.ts";
import { valueAt } from "../targets/mapping.ts";
import type { PatchFile } from "./kustomization.ts";

/** True when the patch, an object of that file, changes the item: by its target, else by kind, name and namespace. */
export function isPatchOf(
	patch: Item,
	{ target }: PatchFile,
	item: Item,
): boolean {
	const { kind, namespace } = item;
	const name = originalName(item);
	const [wanted, isWanted] =
		target === undefined
			? [{ ...patch }, (own: unknown, seen: string) => own === seen]
			: [target, isSelected];
	const at = (field: string) => valueAt(wanted, [field]) ?? undefined;
	return (
		isWanted(at("kind") ?? kind, kind) &&
		isWanted(at("name") ?? name, name) &&
		(namespace === undefined ||
			isWanted(at("namespace") ?? namespace, namespace))
	);
}

/** What a selector may have beside the characters of names, to be compared here. */
const PLAIN = /^[\w.*|-]*$/;

/** True when a selector of kustomize, an anchored expression, selects the name. Of expressions only `.*` and `|` count. */
function isSelected(selector: unknown, name: string): boolean {
	if (typeof selector !== "string" || !PLAIN.test(selector)) return false;
	return selector.split("|").some((one) => {
		const [start = "", ...rest] = one.split(".*");
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
