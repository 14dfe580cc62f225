import { groupBy } from "../krm/group-by.ts";
import { invalidInput } from "../krm/item-result.ts";
import { isBelow, joinFolders } from "../krm/paths.ts";
import type { Result } from "../krm/result.ts";
import { isRelevant } from "./relevant.ts";

/** An error in a document that is passed over, because it seems to hold nothing that is read here. */
export interface Unread {
	readonly result: Result;
	/** Whether it may be needed after all: a template of a chart that mentions AKO or Cilium. */
	readonly isRelevant: boolean;
}

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
	const byChart = groupBy(files, ({ path }) =>
		charts.find((folder) => isBelow(path, joinFolders(folder, "templates"))),
	);
	const unread = [...byChart].flatMap(([chart, templates]) =>
		chart === undefined ? [] : templateError(chart, templates),
	);
	return { own: byChart.get(undefined) ?? [], unread };
}

function templateError(chart: string, files: readonly TextFile[]): Unread {
	const telling = files.find(({ text }) => isRelevant(text));
	const path = (telling ?? files[0])?.path ?? chart;
	const ignored = chart === "" ? "templates/" : `${chart}/`;
	const message = `${path} is a template of a Helm chart (${joinFolders(chart, "Chart.yaml")} lies beside its folder), which Helm renders before anything is applied; put ${ignored} into .krmignore, or render the chart`;
	return {
		isRelevant: telling !== undefined,
		result: invalidInput(message, { file: { path } }),
	};
}
