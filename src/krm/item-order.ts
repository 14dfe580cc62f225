import { fileIndex, filePath, type Item } from "./item.ts";
import { compareText } from "./order.ts";

/** By file, then by position in it. */
export const byFile = (a: Item, b: Item): number =>
	compareText(filePath(a) ?? "", filePath(b) ?? "") ||
	fileIndex(a) - fileIndex(b);

/** By file, then by position in it, then by name: the same whatever the order of the input. */
export const compareItems = (a: Item, b: Item): number =>
	byFile(a, b) || compareText(identity(a), identity(b));

/** By the item that each was read from. */
export const byItem = (a: { item: Item }, b: { item: Item }): number =>
	compareItems(a.item, b.item);

const identity = ({ kind, name, namespace = "" }: Item) =>
	`${kind} ${name} ${namespace}`;
