import type { Item } from "../krm/item.ts";
import type { Result } from "../krm/result.ts";
import { inputError } from "./errors.ts";
import { isSnapshot } from "./raw/config-map.ts";

/**
 * Reports Lists with both dumps and desired state: only a whole List can be marked local-config, and then its desired
 * state would not be applied. `unreadInLists` are objects in Lists that nothing reads.
 */
export function mixedLists(
	unreadInLists: readonly Item[],
	unstamped: ReadonlySet<Item>,
): Result[] {
	const lost = new Map<Item, Item>();
	for (const item of unreadInLists) {
		const { container } = item;
		if (container === undefined || !unstamped.has(container)) continue;
		if (!lost.has(container) && !isSnapshot(item)) lost.set(container, item);
	}
	return [...lost].map(toResult);
}

function toResult([list, item]: readonly [list: Item, item: Item]): Result {
	const message = `${list.kind} ${list.name} holds dumps of a live cluster, which must not be applied, and beside them ${item.kind} ${item.name}, which is not a dump (it has no metadata.uid); put that into a file of its own, or annotate the List with config.kubernetes.io/local-config: "true" if nothing in it is to be applied`;
	return inputError(list, message);
}
