import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { parsedValue } from "../targets/mapping.ts";
import {
	type FoundTargets,
	mapTargets,
	type SettingPlace,
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
	const held = (own: Item, path: readonly Step[] | undefined) =>
		own === item && path !== undefined
			? holderOf(path, patches)
			: { as: "none" as const };
	const inPatch = (place: SettingPlace): SettingPlace | undefined => {
		const holder = held(place.item, place.path);
		if (holder.as === "none") return place;
		const isEditable = holder.as === "whole" && !isEncrypted(holder.patch);
		return isEditable ? { ...place, item: holder.patch } : undefined;
	};
	return {
		...target,
		where: (key) => {
			const where = target.where(key);
			const holder = held(where.item, where.path);
			return holder.as === "none" ? where : { ...where, item: holder.patch };
		},
		place: (key) => {
			const place = target.place(key);
			return place && inPatch(place);
		},
	};
}

/** The last patch that has what is at the path, or that takes away a part of the path. */
function holderOf(
	path: readonly Step[],
	patches: readonly Item[],
):
	| { readonly as: "whole" | "blocked"; readonly patch: Item }
	| { readonly as: "none" } {
	for (const patch of patches.toReversed()) {
		const as = holds(parsedValue(patch), path);
		if (as !== "none") return { as, patch };
	}
	return { as: "none" };
}

function holds(
	value: unknown,
	path: readonly Step[],
): "whole" | "blocked" | "none" {
	let inner = value;
	for (const step of path) {
		// A patch replaces a list as a whole.
		if (Array.isArray(inner)) return "whole";
		if (!isMapping(inner)) return "blocked";
		if (!Object.hasOwn(inner, step)) return "none";
		inner = inner[step];
	}
	return "whole";
}
