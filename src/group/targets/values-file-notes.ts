import { filePath, type Item } from "../../krm/item.ts";
import { folderOf, joinFolders } from "../../krm/paths.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { ValuesFiles } from "../values-files.ts";
import { fieldOf, valueRead } from "./mapping.ts";
import { settingsIn } from "./settings-in.ts";
import type { Note } from "./target.ts";

/** AKO's settings as a key, wherever it stands. */
const SECTION = /(?:^|[\s{,"'])AKOSettings["']?\s*:/;

/** What mentions the settings and sets none. */
const SCHEMA = /schema\.json$/;

/** A note with the file that it is about. */
type FileNote = Note & { readonly item: Item };

/**
 * Notes on files with values of AKO that no object and no tool's file of the package was found to name. The values of
 * AKO's own chart are only defaults.
 */
export function valuesFileNotes(files: ValuesFiles): FileNote[] {
	return files.unnamed(SECTION).flatMap((item): FileNote[] => {
		const path = filePath(item) ?? "";
		if (toolOf(path) !== undefined || SCHEMA.test(path)) return [];
		if (isOfChart(path, files)) return [];
		const value = valueRead(item.parsed());
		const isTemplate = value === undefined;
		const section = pathOf(value, []);
		if (!isTemplate && section === undefined) return [];
		return [
			{
				item,
				field: fieldOf(section ?? []),
				message: "it is a values file of AKO, which is not edited here",
				product: "ako",
				place: "there",
				seen: settingsIn("ako", value, true),
				isPatch: !isTemplate,
				isValuesFile: true,
			},
		];
	});
}

/** True for values.yaml of a chart `ako`. */
function isOfChart(path: string, files: ValuesFiles): boolean {
	const chart = files.at(joinFolders(folderOf(path), "Chart.yaml"));
	return chart?.mentions(/^[\s-]*name:\s*["']?ako["']?\s*$/m) === true;
}

/** The path of the first section of AKO's settings. */
function pathOf(
	value: unknown,
	path: readonly Step[],
): readonly Step[] | undefined {
	if (!isMapping(value) && !Array.isArray(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		const own = [...path, Array.isArray(value) ? Number(key) : key];
		if (key === "AKOSettings") return own;
		const found = pathOf(inner, own);
		if (found !== undefined) return found;
	}
	return undefined;
}
