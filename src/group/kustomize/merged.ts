import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { fieldOf, parsedValue } from "../targets/mapping.ts";
import {
	type FieldRef,
	type FoundTargets,
	mapTargets,
	type SettingPlace,
	type Target,
} from "../targets/target.ts";
import { isEncrypted } from "../targets/unknown.ts";
import { isOperations, operated, operationsHold } from "./json-patch.ts";
import type { Patch } from "./patch.ts";

/**
 * The value with the patches in it, as kustomize merges them: mappings by key, null takes a key away, the rest replaces.
 * A patch may also be a list of operations.
 */
export const merged = (value: unknown, patches: readonly unknown[]): unknown =>
	patches.reduce<unknown>(
		(own, patch) =>
			isOperations(patch) ? patch.reduce(operated, own) : merge(own, patch),
		value,
	);

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
	patches: readonly Patch[],
): FoundTargets =>
	patches.length === 0
		? targets
		: mapTargets(targets, (target) => placed(target, item, patches));

function placed<Key extends string>(
	target: Target<Key>,
	item: Item,
	patches: readonly Patch[],
): Target<Key> {
	const holderOf = ({ item: own, path }: FieldRef) =>
		own === item && path !== undefined ? heldBy(path, patches) : undefined;
	return {
		...target,
		locked: patches.some(({ operations }) => operations !== undefined)
			? "has a JSON 6902 patch, and such a patch is not edited"
			: target.locked,
		where: (key) => {
			const where = target.where(key);
			const holder = holderOf(where);
			return holder ? inPatch(where, holder.patch) : where;
		},
		place: (key) => {
			const place = target.place(key);
			const holder = place && holderOf(place);
			if (place === undefined || holder === undefined) return place;
			return holder.isWhole ? placeIn(holder.patch, place) : undefined;
		},
	};
}

/** A field of the patched object where it stands in the patch. */
function inPatch(field: FieldRef, { item, text }: Patch): FieldRef {
	if (text === undefined) return { ...field, item };
	const { item: holder, path } = text;
	return { item: holder, path, field: `${fieldOf(path)}: ${field.field}` };
}

/** The same place in the patch; undefined where that is not edited: in operations, and in a text in a text. */
function placeIn(patch: Patch, place: SettingPlace): SettingPlace | undefined {
	const { item, text, operations } = patch;
	if (isEncrypted(text?.item ?? item) || operations) return undefined;
	if (text === undefined) return { ...place, item };
	const { path, inner, newName } = place;
	const keys = path.filter((step) => typeof step === "string");
	const isPlain = keys.length === path.length && inner === undefined;
	if (!isPlain || newName !== undefined) return undefined;
	return { ...place, ...inPatch(place, patch), path: text.path, inner: keys };
}

/** The last patch that has what is at the path, or that takes away a part of the path. */
export function heldBy(path: readonly Step[], patches: readonly Patch[]) {
	for (const patch of patches.toReversed()) {
		const { operations } = patch;
		const isWhole = operations
			? operationsHold(operations, path, holds)
			: holds(parsedValue(patch.item), path);
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
