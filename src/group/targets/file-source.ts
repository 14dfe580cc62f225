import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { parseTemplate } from "../../text/parse-text.ts";
import type { ValuesFiles } from "../values-files.ts";
import { listAt, type OwnValues, parsedValue, valueRead } from "./mapping.ts";
import {
	hiddenSource,
	listedSources,
	mappingSource,
	type ValueSource,
} from "./value-source.ts";

/** The values in a file that the object names at `path`, and `inside` of its values: read, where the file is in the package, and never edited. */
export function fileSource(
	own: OwnValues,
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

/**
 * The values files that a list names, highest first, of which the last wins: what `read` tells of them, or that they may
 * set anything.
 */
export function listedFiles(
	own: OwnValues,
	read: (entry: string) => ValueSource | undefined,
): ValueSource[] {
	const named = listAt(own.root, own.path).map((entry) => ({
		entry: String(entry),
		source: read(String(entry)),
	}));
	if (named.every(({ source }) => source === undefined))
		return listedSources(own);
	return named
		.map(({ entry, source }) => {
			const what = `${own.path.at(-1)} (${entry})`;
			return source ?? hiddenSource(own, { kind: "elsewhere", what });
		})
		.reverse();
}

/** What is no path of one file: a pattern, a variable, a URL. */
const NO_PATH = /[*?[$]|:\/\//;

/** The values in a file of the package that is at a path of the repository with the URL; they stay there. */
export function keptFile(
	path: string,
	url: unknown,
	files: ValuesFiles,
): ValueSource | undefined {
	const isOther = url !== undefined && files.isOwnRepository(url) === false;
	if (NO_PATH.test(path) || isOther) return undefined;
	const found = files.inRepository(path);
	const values = found && valuesOfFile(found);
	return values && { ...values, isKept: true };
}

/** The values in a file; undefined when it is no mapping. */
export function valuesOfFile(
	item: Item,
	path: readonly string[] = [],
): ValueSource | undefined {
	const root = parsedValue(item) ?? valueRead(parseTemplate(item.text));
	return isMapping(root)
		? mappingSource({ item, root, path, isFixed: true })
		: undefined;
}
