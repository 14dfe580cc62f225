import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { joinPath } from "../../read/validate.ts";
import type { Step } from "../../text/edit-value.ts";
import type { Parsed } from "../../text/entry.ts";
import type { FieldNote } from "./target.ts";
import { unknownIn } from "./unknown.ts";

/** An object, or a file of a tool, and its value: of a patched object the patched one. */
export interface Holder {
	readonly item: Item;
	readonly root: unknown;
}

/** Values inside an object. */
export interface OwnValues extends Holder {
	/** Their path in the object. */
	readonly path: readonly Step[];
	/** True where they must not be edited; what sops has encrypted never is. */
	readonly isFixed?: boolean;
}

/** What was read; undefined when it could not be. */
export function valueRead(parsed: Parsed): unknown {
	return "value" in parsed ? parsed.value : undefined;
}

/** The value of an item; undefined when its text could not be read. */
export function parsedValue(item: Item): unknown {
	return valueRead(item.parsed());
}

/** The value at a path; undefined where the path ends early. */
export function valueAt(value: unknown, path: readonly Step[]): unknown {
	return path.reduce<unknown>((inner, step) => {
		if (Array.isArray(inner) && typeof step === "number") return inner[step];
		return isMapping(inner) ? inner[step] : undefined;
	}, value);
}

/** The list at a path; empty where there is none. */
export function listAt(
	value: unknown,
	path: readonly Step[],
): readonly unknown[] {
	const list = valueAt(value, path);
	return Array.isArray(list) ? list : [];
}

/** The paths of the entries of the list at a path; none where there is no list. */
export const entryPaths = (value: unknown, path: readonly Step[]): Step[][] =>
	listAt(value, path).map((_, i) => [...path, i]);

/** True when the value at the path exists and is not null. */
export function isSet(value: unknown, path: readonly Step[]): boolean {
	return (valueAt(value, path) ?? undefined) !== undefined;
}

/** A path as results write it. */
export function fieldOf(path: readonly Step[]): string {
	return path.reduce<string>((text, step) => joinPath(text, String(step)), "");
}

/** The first field on the path that is no mapping, except those before an index, which are lists; undefined when all are. */
export function wrongShape({
	item,
	root,
	path,
}: OwnValues): FieldNote | undefined {
	for (let length = 1; length <= path.length; length++) {
		const value = valueAt(root, path.slice(0, length));
		const isList = typeof path[length] === "number";
		if (value === undefined || value === null || isList || isMapping(value))
			continue;
		// A variable may be replaced by a whole mapping.
		if (typeof value === "string" && unknownIn(value) !== undefined)
			return undefined;
		const field = fieldOf(path.slice(0, length));
		return {
			item,
			field,
			message: `${field} is ${Array.isArray(value) ? "an array" : JSON.stringify(value)?.slice(0, 60)}; want a mapping`,
		};
	}
	return undefined;
}
