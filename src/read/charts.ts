import { invalidInput } from "../krm/item-result.ts";
import { isBelow, joinFolders } from "../krm/paths.ts";
import { isRelevant } from "./relevant.ts";
import type { Unread } from "./unread.ts";

/** A file, as far as it matters here. */
interface TextFile {
	readonly path: string;
	readonly text: string;
}

/**
 * The files without templates of Helm charts, and an error for each chart with templates: they can't be applied,
 * though some are valid YAML.
 */
export function withoutTemplates<File extends TextFile>(
	files: readonly File[],
): {
	readonly own: readonly File[];
	readonly unread: readonly Unread[];
} {
	const charts = files.flatMap(({ path }) => {
		const folder = /^(?:(.*)\/)?Chart\.ya?ml$/.exec(path);
		return folder === null ? [] : [folder[1] ?? ""];
	});
	if (charts.length === 0) return { own: files, unread: [] };
	const templates = new Map<string, TextFile[]>();
	const own = files.filter((file) => {
		const chart = charts.find((folder) =>
			isBelow(file.path, joinFolders(folder, "templates")),
		);
		if (chart === undefined) return true;
		templates.set(chart, [...(templates.get(chart) ?? []), file]);
		return false;
	});
	return { own, unread: [...templates].map(templateError) };
}

function templateError([chart, files]: readonly [
	string,
	readonly TextFile[],
]): Unread {
	const telling = files.find(({ text }) => isRelevant(text));
	const path = (telling ?? files[0])?.path ?? chart;
	const ignored = chart === "" ? "templates/" : `${chart}/`;
	const message = `${path} is a template of a Helm chart (${joinFolders(chart, "Chart.yaml")} lies beside its folder), which Helm renders before anything is applied; put ${ignored} into .krmignore, or render the chart`;
	return {
		isRelevant: telling !== undefined,
		result: invalidInput(message, { file: { path } }),
	};
}
