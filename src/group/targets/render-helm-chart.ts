import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import { chartTarget, joinTargets, productOf } from "./chart.ts";
import { fieldOf, valueAt, wrongShape } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import { hiddenSource, mappingSource } from "./value-source.ts";

/** kpt's RenderHelmChart: the settings are in the inline values of one of its charts. */
export function renderHelmChart(value: unknown, item: Item): FoundTargets {
	const charts = valueAt(value, ["helmCharts"]);
	if (charts === undefined) return {};
	if (!Array.isArray(charts))
		return {
			problems: [
				{
					field: "helmCharts",
					message: "helmCharts is not an array; want a list of charts",
				},
			],
		};
	return joinTargets(
		charts.map((chart, i) => {
			const marks = charts.length === 1 ? item.annotations : {};
			const found = productOf(marks, valueAt(chart, ["chartArgs", "name"]));
			if ("problem" in found) return { problems: [found.problem] };
			if (found.product === undefined) return {};
			const path = ["helmCharts", i, "templateOptions", "values"];
			const problem = wrongShape(value, [...path, "valuesInline"]);
			if (problem !== undefined) return { problems: [problem] };
			const layers = { item, ...valueLayers(value, item, path) };
			return chartTarget(found.product, layers);
		}),
	);
}

/** Inline values win over files, unless `valuesMerge` says `merge`; with `replace` the files don't count. */
function valueLayers(value: unknown, item: Item, path: readonly Step[]) {
	const inline = [...path, "valuesInline"];
	const home = mappingSource({ item, path: inline }, valueAt(value, inline));
	const files = valueAt(value, [...path, "valuesFiles"]);
	const order = valueAt(value, [...path, "valuesMerge"]);
	if (!Array.isArray(files) || files.length === 0 || order === "replace")
		return { home, sources: [home] };
	const hidden = hiddenSource(
		{ item, field: fieldOf([...path, "valuesFiles"]) },
		{ kind: "elsewhere", what: `valuesFiles (${files.join(", ")})` },
	);
	return { home, sources: order === "merge" ? [hidden, home] : [home, hidden] };
}
