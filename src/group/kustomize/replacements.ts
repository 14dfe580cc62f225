import { filePath, type Item, itemFolder } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toPointer } from "../../text/json-pointer.ts";
import { listAt, parsedValue, valueAt } from "../targets/mapping.ts";
import type { ValuesFiles } from "../values-files.ts";
import { type PatchEntry, pathOf } from "./patch.ts";

/**
 * What the replacements of a kustomization write, there or in a file of the package, as operations with a value that is
 * filled in later (kustomize, api/filters/replacement).
 */
export const replacementsIn = (
	item: Item,
	value: unknown,
	files: ValuesFiles,
): PatchEntry[] =>
	listAt(value, ["replacements"])
		.flatMap((entry) => {
			const [path] = pathOf(itemFolder(item), valueAt(entry, ["path"]));
			const file = path === undefined ? undefined : files.at(path);
			return file === undefined ? entry : parsedValue(file);
		})
		.flatMap((one) => listAt(one, ["targets"]))
		.flatMap((one): PatchEntry[] => {
			const target = valueAt(one, ["select"]);
			const filled = `{{replacements of ${filePath(item)}}}`;
			const operations = listAt(one, ["fieldPaths"]).map((path) => ({
				op: "replace" as const,
				path: toPointer(stepsOf(String(path))),
				value: filled,
			}));
			const isSome = isMapping(target) && operations.length > 0;
			return isSome ? [{ target, patch: { item, operations } }] : [];
		});

/** The steps of a path between dots, of which one after a backslash belongs to a step. */
const stepsOf = (path: string): string[] =>
	path.split(/(?<!\\)\./).map((step) => step.replaceAll("\\.", "."));
