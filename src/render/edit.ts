import type { Item } from "../krm/item.ts";

/** One text value of an item that changes. */
export interface Edit {
	readonly item: Item;
	readonly path: readonly string[];
	/** The value that stands there; undefined when there is none. */
	readonly current: string | undefined;
	readonly proposed: string;
	readonly cluster: string;
}

/** The edits that set keys of a ConfigMap's data; a key that is right already needs none. */
export function editData(
	{
		item,
		data,
		cluster,
	}: {
		readonly item: Item;
		readonly data: Readonly<Record<string, string>>;
		readonly cluster: string;
	},
	wanted: Readonly<Record<string, string>>,
): Edit[] {
	return Object.entries(wanted)
		.filter(([key, value]) => data[key] !== value)
		.map(([key, proposed]) => ({
			item,
			path: ["data", key],
			current: data[key],
			proposed,
			cluster,
		}));
}
