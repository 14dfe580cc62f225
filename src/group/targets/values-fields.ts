import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import type { ValuesFiles } from "../values-files.ts";
import { fileSource } from "./file-source.ts";
import { fieldOf, type Holder, valueAt } from "./mapping.ts";
import {
	hiddenSource,
	mappingSource,
	namedSource,
	namedValues,
	textSource,
	type ValueSource,
} from "./value-source.ts";

/**
 * A field with values of a chart: the values, which may be a text or a list; names and values; the path of a file with
 * values, or of several; or something that is not read. In a list the last entry wins.
 */
export interface ValuesField {
	readonly path: readonly Step[];
	readonly as: "values" | "names" | "files" | "elsewhere";
}

/** An object or a file of a tool, its value, and the files of its package. */
export interface ValuesHolder extends Holder {
	readonly files: ValuesFiles;
}

/** A field with values as messages name it, after the files that it names. */
export function placeOf(root: unknown, { path, as }: ValuesField): string {
	const field = fieldOf(path);
	const files = [valueAt(root, path)].flat();
	return as === "files" ? `${files.join(" or ")} (${field})` : field;
}

/** The sources of values in a field, highest first. */
export function fieldSources(
	{ files, ...from }: ValuesHolder,
	{ path, as }: ValuesField,
): ValueSource[] {
	const own = { ...from, path };
	const hidden = hiddenSource(own, { kind: "elsewhere", what: fieldOf(path) });
	if (as === "elsewhere") return [hidden];
	if (as === "names") return [namedSource(own, namedValues(own))];
	const value = valueAt(from.root, path);
	if (as === "values" && !Array.isArray(value)) {
		const source =
			typeof value === "string" ? textSource(own) : mappingSource(own);
		return ["see" in source ? source : hidden];
	}
	return [value]
		.flat()
		.map((entry, i) =>
			isMapping(entry)
				? mappingSource({ ...from, path: [...path, i] })
				: fileSource(own, String(entry), files),
		)
		.reverse();
}
