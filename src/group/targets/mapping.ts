import type { Step } from "../../krm/edit-print.ts";
import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { joinPath } from "../../read/validate.ts";
import type { KeyPaths, Target, Unknown } from "./target.ts";

/** A target whose settings stand in a mapping of the object: `base` is the mapping's path. */
export function mappingTarget<Key extends string>(
	item: Item,
	root: unknown,
	base: readonly Step[],
	keys: KeyPaths<Key>,
): Target<Key> {
	const values: Partial<Record<Key, string>> = {};
	const unknown: Partial<Record<Key, Unknown>> = {};
	for (const [key, place] of entriesOf(keys)) {
		const value = valueAt(root, [...base, ...place.path]);
		if (value !== undefined && value !== null) values[key] = settingText(value);
	}
	return {
		item,
		values,
		unknown,
		where: (key) => ({
			item,
			field: fieldOf([...base, ...(keys[key]?.path ?? [key])]),
		}),
		place: (key) => {
			const place = keys[key];
			return place === undefined
				? undefined
				: {
						path: [...base, ...place.path],
						isBoolean: place.isBoolean ?? false,
					};
		},
	};
}

/** A setting as avi-k8s-config has it: a text; lists and mappings as JSON. */
function settingText(value: unknown): string {
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The keys that have a place, with it. */
export function entriesOf<Key extends string>(
	keys: KeyPaths<Key>,
): [Key, { readonly path: readonly string[]; readonly isBoolean?: true }][] {
	return Object.entries(keys) as [Key, { path: string[]; isBoolean?: true }][];
}

/** The value at a path; undefined where the path ends early. */
export function valueAt(value: unknown, path: readonly Step[]): unknown {
	return path.reduce<unknown>((inner, step) => {
		if (Array.isArray(inner) && typeof step === "number") return inner[step];
		return isMapping(inner) ? inner[step] : undefined;
	}, value);
}

/** A path as results write it. */
export function fieldOf(path: readonly Step[]): string {
	return path.reduce<string>((text, step) => joinPath(text, String(step)), "");
}

/** The first place on the way to a mapping that holds something else; undefined when there is none. */
export function wrongShape(
	root: unknown,
	path: readonly Step[],
): { field: string; message: string } | undefined {
	for (let length = 1; length <= path.length; length++) {
		const value = valueAt(root, path.slice(0, length));
		const isIndexed = typeof path[length] === "number";
		if (
			value === undefined ||
			value === null ||
			(isIndexed ? Array.isArray(value) : isMapping(value))
		)
			continue;
		const field = fieldOf(path.slice(0, length));
		return {
			field,
			message: `${field} is ${Array.isArray(value) ? "an array" : JSON.stringify(value)?.slice(0, 60)}; want ${isIndexed ? "an array" : "a mapping"}`,
		};
	}
	return undefined;
}
