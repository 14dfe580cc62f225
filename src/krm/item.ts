import type { EditValue, Step } from "../text/edit-value.ts";
import type { Fields, ItemText, Parsed } from "../text/entry.ts";
import {
	INDEX,
	LEGACY_INDEX,
	LEGACY_PATH,
	LOCAL_CONFIG,
	PACKAGE_PATH,
	PATH,
} from "./annotations.ts";
import type { ResourceRef } from "./result.ts";

/** What is known of an item without parsing it. */
export interface Head {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly namespace?: string | undefined;
	readonly annotations: Readonly<Record<string, string>>;
}

/** One KRM resource: its text, its head, and its value. */
export interface Item extends ItemText, Head {
	/** The List that holds the object, which can't be changed by itself then. */
	readonly container?: Item;
	/** Its position in that List, from 0. */
	readonly index?: number;
	/** Parses the text when first called; later calls return the same. */
	parsed(): Parsed;
	/** As `parsed`, but only these fields are sure to be there; the text of others may not have been looked at. */
	read(fields: Fields): Parsed;
	/** The item's text with one annotation set; every other byte stays. Undefined when it can't be edited. */
	annotated(key: string, value: string): ItemText | undefined;
	/** The item's text with one text value set; undefined when its text can't be edited. */
	edited(path: readonly Step[], value: EditValue): string | undefined;
	/** The item at another place: with these annotations beside its text. */
	placed(wire: Readonly<Record<string, string>>): Item;
	/** The item with another text; undefined when that is no resource. */
	withText(text: string): Item | undefined;
}

/** The file that holds the item, relative to its package, where the orchestrator says so. */
export function filePath(item: Pick<Head, "annotations">): string | undefined {
	return item.annotations[PATH] ?? item.annotations[LEGACY_PATH];
}

/** The item's position in its file, from 0. */
export function fileIndex(item: Pick<Head, "annotations">): number {
	const index = Number(
		item.annotations[INDEX] ?? item.annotations[LEGACY_INDEX] ?? 0,
	);
	return Number.isSafeInteger(index) && index >= 0 ? index : 0;
}

/** The folder of the package that holds the item; absent when the orchestrator does not say. */
export function packagePath(item: Head): string | undefined {
	return item.annotations[PACKAGE_PATH];
}

/** True when appliers leave the resource out (kpt live, kustomize). */
export function isLocalConfig(item: Head): boolean {
	return item.annotations[LOCAL_CONFIG] === "true";
}

/** The item as a result names it. */
export function resourceRef(item: Head): ResourceRef {
	const { apiVersion, kind, name, namespace } = item;
	return namespace === undefined
		? { apiVersion, kind, name }
		: { apiVersion, kind, name, namespace };
}

/** The item's file as a result names it; undefined when unknown. */
export function fileRef(
	item: Pick<Head, "annotations">,
): { path: string; index?: number } | undefined {
	const path = filePath(item);
	if (path === undefined) return undefined;
	const index = fileIndex(item);
	return index === 0 ? { path } : { path, index };
}
