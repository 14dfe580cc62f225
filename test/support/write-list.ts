import type { Cut } from "../../src/read/cut.ts";
import type { ItemText } from "../../src/text/entry.ts";
import { listParts } from "../../src/write/write-list.ts";

/** The text of a ResourceList without results. */
export const writeList = (cut: Cut, items: readonly ItemText[]): string =>
	listParts(cut, items, []).join("");
