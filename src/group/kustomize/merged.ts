import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { parsedValue } from "../targets/mapping.ts";
import {
	type FieldRef,
	type FoundTargets,
	mapTargets,
	type Target,
} from "../targets/target.ts";
import { isEncrypted } from "../targets/unknown.ts";

/** The value with the patches in it, as kustomize merges them: mappings by key, null takes a key away, the rest replaces. */
export function merged(value: unknown, patches: readonly unknown[]): unknown {
	return patches.reduce<unknown>(merge, value);
}

function merge(value: unknown, patch: unknown): unknown {
	if (!isMapping(patch)) return patch;
	const own: Record<string, unknown> = isMapping(value) ? { ...value } : {};
	for (const [key, inner] of Object.entries(patch)) {
		if (inner === null) delete own[key];
		else own[key] = merge(own[key], inner);
	}
	return own;
}

/** The targets of a patched object, whose settings are where they are edited: in the last patch that has them. */
export const placedInPatches = (
	targets: FoundTargets,
	item: Item,
	patches: readonly Item[],
): FoundTargets =>
	patches.length === 0
		? targets
		: mapTargets(targets, (target) => placed(target, item, patches));

function placed<Key extends string>(
	target: Target<Key>,
	item: Item,
	patches: readonly Item[],
): Target<Key> {
	const holderOf = ({ item: own, path }: FieldRef) =>
		own === item && path !== undefined ? heldBy(path, patches) : undefined;
	return {
		...target,
		where: (key) => {
			const where = target.where(key);
			return { ...where, item: holderOf(where)?.patch ?? where.item };
		},
		place: (key) => {
			const place = target.place(key);
			const holder = place && holderOf(place);
			if (place === undefined || holder === undefined) return place;
			const { patch: own, isWhole } = holder;
			return isWhole && !isEncrypted(own) ? { ...place, item: own } : undefined;
		},
	};
}

/** The last patch that has what is at the path, or that takes away a part of the path. */
function heldBy(path: readonly Step[], patches: readonly Item[]) {
	for (const patch of patches.toReversed()) {
		const isWhole = holds(parsedValue(patch), path);
		if (isWhole !== undefined) return { patch, isWhole };
	}
	return undefined;
}

/** True for a patch that has the path, false where it takes away a part of it; undefined when it leaves it alone. */
function holds(value: unknown, path: readonly Step[]): boolean | undefined {
	let inner = value;
	for (const step of path) {
		// A patch replaces a list as a whole.
		if (Array.isArray(inner)) return true;
		if (!isMapping(inner)) return false;
		if (!Object.hasOwn(inner, step)) return undefined;
		inner = inner[step];
	}
	return true;
}
