import { groupBy } from "../krm/group-by.ts";
import { filePath, type Item } from "../krm/item.ts";

/** Items by what an output can clash with. */
export interface Occupied {
	/** The first item of each file. */
	readonly byPath: ReadonlyMap<string | undefined, Item>;
	readonly byName: ReadonlyMap<string, readonly Item[]>;
}

/** Indexes items by file and by name. */
export function byPlace(items: readonly Item[]): Occupied {
	const byPath = new Map<string | undefined, Item>();
	for (const item of items) {
		const path = filePath(item);
		if (!byPath.has(path)) byPath.set(path, item);
	}
	return { byPath, byName: groupBy(items, ({ name }) => name) };
}
