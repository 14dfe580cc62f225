import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import { chartTarget, joinTargets, productOf } from "./chart.ts";
import { valueAt, wrongShape } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import { listedSources, mappingSource } from "./value-source.ts";

/** kpt's RenderHelmChart: the settings are in the inline values of one of its charts. */
export function renderHelmChart(value: unknown, item: Item): FoundTargets {
	const charts = valueAt(value, ["helmCharts"]);
	if (charts === undefined) return {};
	if (!Array.isArray(charts)) {
		const message = "helmCharts is not an array; want a list of charts";
		return { problems: [{ field: "helmCharts", message }] };
	}
	return joinTargets(
		charts.map((chart, i) => {
			const marks = charts.length === 1 ? item.annotations : {};
			const name = valueAt(chart, ["chartArgs", "name"]);
			const { product, problems } = productOf(marks, name);
			if (product === undefined) return { problems };
			const path = ["helmCharts", i, "templateOptions", "values"];
			const problem = wrongShape(value, [...path, "valuesInline"]);
			if (problem !== undefined) return { problems: [problem] };
			const layers = { item, ...valueLayers(value, item, path) };
			return chartTarget(product, layers);
		}),
	);
}

/** Inline values win over files, unless `valuesMerge` says `merge`; with `replace` the files don't count. */
function valueLayers(value: unknown, item: Item, path: readonly Step[]) {
	const inline = [...path, "valuesInline"];
	const home = mappingSource({ item, path: inline }, value);
	const order = valueAt(value, [...path, "valuesMerge"]);
	if (order === "replace") return { home, sources: [home] };
	const files = listedSources({ item, path: [...path, "valuesFiles"] }, value);
	const isOver = order === "merge";
	return { home, sources: isOver ? [...files, home] : [home, ...files] };
}
