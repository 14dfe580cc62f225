import { isBelow, joinFolders } from "../krm/paths.ts";
import type { Outcome, Result } from "../krm/result.ts";

/** A file with its path. */
interface Placed {
	readonly path: string;
}

/**
 * The files without templates of Helm charts, and an error for each chart with templates: they can't be applied,
 * though some are valid YAML.
 */
export function withoutTemplates<File extends Placed>(
	files: readonly File[],
): Outcome<readonly File[]> {
	const charts = files.flatMap(({ path }) => {
		const folder = /^(?:(.*)\/)?Chart\.ya?ml$/.exec(path);
		return folder === null ? [] : [folder[1] ?? ""];
	});
	if (charts.length === 0) return { value: files, results: [] };
	const chartOf = ({ path }: Placed) =>
		charts.find((chart) => isBelow(path, joinFolders(chart, "templates")));
	const first = new Map<string, Placed>();
	const value = files.filter((file) => {
		const chart = chartOf(file);
		if (chart === undefined) return true;
		if (!first.has(chart)) first.set(chart, file);
		return false;
	});
	return { value, results: [...first].map(templateError) };
}

function templateError([chart, { path }]: readonly [string, Placed]): Result {
	const ignored = chart === "" ? "templates/" : `${chart}/`;
	const message = `${path} is a template of a Helm chart (${joinFolders(chart, "Chart.yaml")} lies beside its folder), which Helm renders before anything is applied; put ${ignored} into .krmignore, or render the chart`;
	return {
		message,
		severity: "error",
		file: { path },
		tags: { check: "input-invalid" },
	};
}
