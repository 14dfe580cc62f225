import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import { chartTargets, joinTargets } from "./chart.ts";
import type { Layers } from "./layered-target.ts";
import { valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import { checkedSource, listedSources } from "./value-source.ts";

/** kpt's RenderHelmChart: the settings are in the inline values of one of its charts. */
export function renderHelmChart(value: unknown, item: Item): FoundTargets {
	const charts = valueAt(value, ["helmCharts"]);
	if (charts === undefined) return {};
	if (!Array.isArray(charts)) {
		const message = "helmCharts is not an array; want a list of charts";
		return { problems: [{ field: "helmCharts", message }] };
	}
	const annotations = charts.length === 1 ? item.annotations : {};
	return joinTargets(
		charts.map((one, i) => {
			const chart = valueAt(one, ["chartArgs", "name"]);
			const path = ["helmCharts", i, "templateOptions", "values"];
			return chartTargets({ annotations, chart }, () =>
				valueLayers(value, item, path),
			);
		}),
	);
}

/** Inline values win over files, unless `valuesMerge` says `merge`; with `replace` the files don't count. */
function valueLayers(
	value: unknown,
	item: Item,
	path: readonly Step[],
): Layers {
	const inline = [...path, "valuesInline"];
	const home = checkedSource({ item, path: inline }, value);
	const order = valueAt(value, [...path, "valuesMerge"]);
	if (order === "replace") return { item, home, sources: [home] };
	const files = listedSources({ item, path: [...path, "valuesFiles"] }, value);
	const sources = order === "merge" ? [...files, home] : [home, ...files];
	return { item, home, sources };
}
