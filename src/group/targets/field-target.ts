import type { Item } from "../../krm/item.ts";
import { layeredTarget } from "./layered-target.ts";
import type { KeyPaths, Target } from "./target.ts";
import { mappingSource } from "./value-source.ts";

/** The target whose settings are all below one field of the object. */
export function fieldTarget<Key extends string>(
	value: unknown,
	item: Item,
	field: string,
	keys: KeyPaths<Key>,
): Target<Key> {
	const home = mappingSource({ item, path: [field] }, value);
	return layeredTarget({ item, sources: [home], home }, keys);
}
