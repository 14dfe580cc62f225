import { LOCAL_CONFIG } from "../krm/annotations.ts";
import type { Item } from "../krm/item.ts";
import { valueAt, valueRead } from "./targets/mapping.ts";

/** The metadata fields of a live object; the content of managedFields does not matter. */
const MARKS = { uid: true, resourceVersion: true, managedFields: {} } as const;

/** A text that does not match has no marks; an escape may hide their names. */
const MARK_NAMES = /uid|resourceVersion|managedFields|\\/;

/** True when an object that may be desired state is a snapshot: marked local-config, or dumped from a live cluster. */
export function isSnapshot(item: Item): boolean {
	return item.annotations[LOCAL_CONFIG] === "true" || hasLiveMarks(item);
}

/** True for an object with the metadata of a live one. */
export function hasLiveMarks(item: Item): boolean {
	if (!item.mentions(MARK_NAMES)) return false;
	const value = valueRead(item.read({ metadata: MARKS }));
	return Object.keys(MARKS).some(
		(mark) => (valueAt(value, ["metadata", mark]) ?? "") !== "",
	);
}
