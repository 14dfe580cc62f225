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
import { defined } from "./defined.ts";
import { folderOf } from "./paths.ts";
import type { ResourceRef } from "./result.ts";

/** The fields of an item that are known without parsing it. */
export interface Head {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly namespace?: string | undefined;
	readonly annotations: Readonly<Record<string, string>>;
}

/** One KRM resource: its text, its head, and its value. */
export interface Item extends ItemText, Head {
	/** The List that holds the object; such an object can't be changed by itself. */
	readonly container?: Item;
	/** Its position in that List, from 0. */
	readonly index?: number;
	/** True when the expression matches the item's text, which costs less than to read it. */
	mentions(what: RegExp): boolean;
	/** Parses the text when first called; later calls return the same. */
	parsed(): Parsed;
	/** As `parsed`, but only these fields are guaranteed; other text may not have been parsed. */
	read(fields: Fields): Parsed;
	/** The item's text with one annotation set; every other byte stays. Undefined when it can't be edited. */
	annotated(key: string, value: string): ItemText | undefined;
	/** The item's text with one value set; undefined when its text can't be edited. */
	edited(path: readonly Step[], value: EditValue): string | undefined;
	/** The item with these orchestrator annotations, kept beside its text. */
	placed(wire: Readonly<Record<string, string>>): Item;
	/** The item with another text; undefined when that is no resource. */
	withText(text: string): Item | undefined;
}

/** The file of the item, relative to its package; undefined when the orchestrator does not give it. */
export function filePath(item: Pick<Head, "annotations">): string | undefined {
	return item.annotations[PATH] ?? item.annotations[LEGACY_PATH];
}

/** The folder of the item's file; empty at the root of the package, and when the file is unknown. */
export function itemFolder(item: Pick<Head, "annotations">): string {
	return folderOf(filePath(item) ?? "");
}

/** The item's position in its file, from 0. */
export function fileIndex(item: Pick<Head, "annotations">): number {
	const index = Number(
		item.annotations[INDEX] ?? item.annotations[LEGACY_INDEX] ?? 0,
	);
	return Number.isSafeInteger(index) && index >= 0 ? index : 0;
}

/** The folder of the item's package; undefined when the orchestrator does not give it. */
export function packagePath(item: Head): string | undefined {
	return item.annotations[PACKAGE_PATH];
}

/** True when appliers (kpt live, kustomize) skip the resource. */
export function isLocalConfig(item: Head): boolean {
	return item.annotations[LOCAL_CONFIG] === "true";
}

/** `namespace/name`, as far as known. */
export const namespacedName = ({
	namespace,
	name,
}: Pick<Head, "namespace" | "name">): string =>
	namespace === undefined ? name : `${namespace}/${name}`;

/** The item as a result names it. */
export function resourceRef(item: Head): ResourceRef {
	const { apiVersion, kind, name, namespace } = item;
	return defined({ apiVersion, kind, name, namespace });
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
