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
import { isShared } from "../targets/value-source.ts";
import { isOperations, operated, operationsHold } from "./json-patch.ts";
import type { Patch } from "./patch.ts";

/**
 * The value with the patches in it, as kustomize merges them: mappings by key, null takes a key away, the rest replaces;
 * a mapping may have a directive that it replaces or deletes. A patch may also be a list of operations.
 */
export const merged = (value: unknown, patches: readonly unknown[]): unknown =>
	patches.reduce<unknown>(
		(own, patch) =>
			isOperations(patch) ? operated(own, patch) : merge(own, patch),
		value,
	);

function merge(value: unknown, patch: unknown): unknown {
	if (!isMapping(patch)) return patch;
	const { [DIRECTIVE]: directive, ...rest } = patch;
	const isMerged = isMapping(value) && directive !== "replace";
	const own: Record<string, unknown> = isMerged ? { ...value } : {};
	for (const [key, inner] of Object.entries(rest)) {
		if (inner === null || isDeleting(inner)) delete own[key];
		else own[key] = merge(own[key], inner);
	}
	return own;
}

/** What a patch does with a mapping: `merge`, `replace` or `delete`. */
const DIRECTIVE = "$patch";

/** True for a patch after which there is no object. */
export const deletesObject = ({ item, operations }: Patch): boolean =>
	operations === undefined && isDeleting(parsedValue(item));

/** True for a mapping in a patch that deletes what it would be merged with. */
const isDeleting = (patch: unknown): boolean =>
	isMapping(patch) && patch[DIRECTIVE] === "delete";

/** The targets of a patched object, whose settings are where they are edited: in the last patch that has them. */
export const placedInPatches = (
	targets: FoundTargets,
	item: Item,
	patches: readonly Patch[],
): FoundTargets =>
	mapTargets(targets, (target) => placed(target, item, patches));

function placed<Key extends string>(
	target: Target<Key>,
	item: Item,
	patches: readonly Patch[],
): Target<Key> {
	const holderOf = ({ item: own, path }: FieldRef) =>
		own === item && path !== undefined ? heldBy(path, patches) : undefined;
	const place = (key: Key) => {
		const own = target.place(key);
		const holder = own && holderOf(own);
		if (own === undefined || holder === undefined) return own;
		return holder.isWhole ? placeIn(holder.patch, own) : undefined;
	};
	const fixed = target.keys.flatMap((key) => {
		const own = target.place(key);
		return own && !place(key) ? (holderOf(own)?.patch ?? []) : [];
	});
	return {
		...target,
		locked: fixed.length > 0 ? lockOf(fixed) : target.locked,
		where: (key) => {
			const where = target.where(key);
			const holder = holderOf(where);
			return holder ? inPatch(where, holder.patch) : where;
		},
		place,
	};
}

/** Why patches have no place for what they hold. */
const lockOf = (patches: readonly Patch[]): string =>
	patches.some(({ operations }) => operations !== undefined)
		? "has a JSON 6902 patch, and such a patch is not edited"
		: "has a patch which takes it away, is encrypted, or holds it by an anchor, in a text in a text or with other documents, and is not edited";

/** A field of the patched object where it stands in the patch. */
function inPatch(field: FieldRef, { item, text }: Patch): FieldRef {
	if (text === undefined) return { ...field, item };
	const { item: holder, path } = text;
	return { item: holder, path, field: `${fieldOf(path)}: ${field.field}` };
}

/** The same place in the patch; undefined where that is not edited: in operations, and in a text in a text. */
function placeIn(patch: Patch, place: SettingPlace): SettingPlace | undefined {
	const { item, text, operations } = patch;
	const isFixed = operations !== undefined || text?.isPart === true;
	if (isFixed || isEncrypted(text?.item ?? item)) return undefined;
	if (isShared(item, place.path)) return undefined;
	if (text === undefined) return { ...place, item };
	if (isShared(text.item, text.path)) return undefined;
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
		if (!isMapping(inner) || isDeleting(inner)) return false;
		if (!Object.hasOwn(inner, step))
			return inner[DIRECTIVE] === "replace" ? false : undefined;
		inner = inner[step];
	}
	return true;
}
