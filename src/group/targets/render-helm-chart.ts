import type { Item } from "../../krm/item.ts";
import { joinTargets, productOf, TARGET_MARK, valuesTarget } from "./chart.ts";
import { valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";

/** kpt's RenderHelmChart: the settings are in the inline values of one of its charts. */
export function renderHelmChart(value: unknown, item: Item): FoundTargets {
	const charts = valueAt(value, ["helmCharts"]);
	if (charts === undefined) return {};
	if (!Array.isArray(charts))
		return {
			problems: [
				{
					field: "helmCharts",
					message: "helmCharts is no array; want a list of charts",
				},
			],
		};
	return joinTargets(
		charts.map((chart, i) => {
			const marks = charts.length === 1 ? item.annotations : {};
			const found = productOf(marks, valueAt(chart, ["chartArgs", "name"]));
			if ("problem" in found)
				return {
					problems: [
						{
							field: `metadata.annotations[${TARGET_MARK}]`,
							message: found.problem,
						},
					],
				};
			if (found.product === undefined) return {};
			return valuesTarget(
				item,
				value,
				["helmCharts", i, "templateOptions", "values", "valuesInline"],
				found.product,
			);
		}),
	);
}
