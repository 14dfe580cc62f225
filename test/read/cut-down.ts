import { isMapping } from "../../src/read/cut.ts";
import type { Fields } from "../../src/text/entry.ts";

/** What is left of a value when only the fields stay. */
export function cutDown(value: unknown, fields: Fields): unknown {
	if (fields === true) return value;
	if (Array.isArray(value)) return value.map((entry) => cutDown(entry, fields));
	if (!isMapping(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => Object.hasOwn(fields, key))
			.map(([key, inner]) => [key, cutDown(inner, fields[key] as Fields)]),
	);
}
