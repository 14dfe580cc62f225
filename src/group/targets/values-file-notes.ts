import { filePath, type Item } from "../../krm/item.ts";
import { folderOf, joinFolders } from "../../krm/paths.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { ValuesFiles } from "../values-files.ts";
import { fieldOf, parsedValue } from "./mapping.ts";
import { type SectionPlace, sectionPlace } from "./section-place.ts";
import { akoNamesIn, settingsIn } from "./settings-in.ts";
import type { Note } from "./target.ts";

/** What mentions the settings and sets none. */
const SCHEMA = /schema\.json$/;

/** A note with the file that it is about. */
type FileNote = Note & { readonly item: Item };

/**
 * Notes on files with values of AKO that no object and no tool's file of the package was found to name. The values of
 * AKO's own chart are only defaults.
 */
export function valuesFileNotes(files: ValuesFiles): FileNote[] {
	return files.unnamed.flatMap((item): FileNote | [] => {
		const file = filePath(item) ?? "";
		if (toolOf(file) !== undefined || SCHEMA.test(file)) return [];
		if (isOfChart(file, files)) return [];
		const value = parsedValue(item);
		const isTemplate = value === undefined;
		const section = sectionPlace(value);
		if (!isTemplate && section === undefined) return [];
		return {
			item,
			field: section === undefined ? "" : sectionField(section),
			message: "it is a values file of AKO, which is not edited here",
			product: "ako",
			place: "there",
			seen: [...settingsIn("ako", value, "whole"), ...akoNamesIn(value)],
			isPatch: !isTemplate,
			isValuesFile: true,
		};
	});
}

/** True for a template of any chart, which is told as such, and for the values of a chart `ako`. */
function isOfChart(path: string, files: ValuesFiles): boolean {
	const [whole, folder = ""] = /^(?:(.*)\/)?templates\//.exec(path) ?? [];
	const isBelow = whole !== undefined;
	if (isBelow && files.at(joinFolders(folder, "Chart.yaml"))) return true;
	const chart = files.at(joinFolders(folderOf(path), "Chart.yaml"));
	return chart?.mentions(/^[\s-]*name:\s*["']?ako["']?\s*$/m) === true;
}

/** The field of the settings, or of the text that has them. */
const sectionField = ({ path, inner }: SectionPlace) =>
	fieldOf(inner === undefined ? [...path, "AKOSettings"] : path);
