import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { parseTemplate } from "../../text/parse-text.ts";
import type { ValuesFiles } from "../values-files.ts";
import { parsedValue, valueRead } from "./mapping.ts";
import {
	hiddenSource,
	mappingSource,
	type ValueSource,
} from "./value-source.ts";

/** The values in a file that the object names at `path`, and `inside` of its values: read, where the file is in the package, and never edited. */
export function fileSource(
	own: { readonly item: Item; readonly path: readonly Step[] },
	file: string,
	files: ValuesFiles,
	inside: readonly string[] = [],
): ValueSource {
	const found = files.named(own.item, file);
	return (
		(found && valuesOfFile(found, inside)) ??
		hiddenSource(own, { kind: "elsewhere", what: file })
	);
}

/** The values in a file; undefined when it is no mapping. */
export function valuesOfFile(
	item: Item,
	path: readonly string[] = [],
): ValueSource | undefined {
	const value = parsedValue(item) ?? valueRead(parseTemplate(item.text));
	return isMapping(value)
		? mappingSource({ item, path, isFixed: true }, value)
		: undefined;
}
