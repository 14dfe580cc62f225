import { chartTargets, joinTargets, versionAt } from "./chart.ts";
import type { Layers } from "./layered-target.ts";
import { type Holder, type OwnValues, valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import { checkedSource, listedSources } from "./value-source.ts";

/** kpt's RenderHelmChart: the settings are in the inline values of one of its charts. */
export function renderHelmChart(from: Holder): FoundTargets {
	const charts = valueAt(from.root, ["helmCharts"]);
	if (charts === undefined) return {};
	if (!Array.isArray(charts)) {
		const message = "helmCharts is not an array; want a list of charts";
		return { problems: [{ field: "helmCharts", message }] };
	}
	const annotations = charts.length === 1 ? from.item.annotations : {};
	return joinTargets(
		charts.map((one, i) => {
			const chart = valueAt(one, ["chartArgs", "name"]);
			const path = ["helmCharts", i, "templateOptions", "values"];
			const version = ["helmCharts", i, "chartArgs", "version"];
			return chartTargets({ annotations, chart }, () => ({
				...valueLayers({ ...from, path }),
				version: versionAt({ ...from, path: version }),
			}));
		}),
	);
}

/** Inline values win over files, unless `valuesMerge` says `merge`; with `replace` the files don't count. */
function valueLayers({ item, root, path }: OwnValues): Layers {
	const at = (field: string) => ({ item, root, path: [...path, field] });
	const home = checkedSource(at("valuesInline"));
	const order = valueAt(root, [...path, "valuesMerge"]);
	if (order === "replace") return { item, home, sources: [home] };
	const files = listedSources(at("valuesFiles"));
	const sources = order === "merge" ? [...files, home] : [home, ...files];
	return { item, home, sources };
}
