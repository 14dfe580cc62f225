import type { Item } from "../../krm/item.ts";
import type { Neighbours } from "../neighbours.ts";
import {
	byHand,
	chartTarget,
	orMark,
	productOf,
	umbrellaProduct,
} from "./chart.ts";
import { valueAt, wrongShape } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import {
	hiddenSource,
	mappingSource,
	type ValueSource,
} from "./value-source.ts";
import { valuesFrom } from "./values-from.ts";

const CHART = ["spec", "chart", "spec"];
const VALUES = ["spec", "values"];

/** A Flux HelmRelease: the settings are in spec.values, and, with lower precedence, in what spec.valuesFrom names. */
export function helmRelease(
	value: unknown,
	item: Item,
	neighbours: Neighbours,
): FoundTargets {
	const found = productOf(
		item.annotations,
		valueAt(value, [...CHART, "chart"]),
	);
	if ("problem" in found) return { problems: [found.problem] };
	if (found.product === undefined) return notEditable(value);
	const problem = wrongShape(value, VALUES);
	if (problem !== undefined) return { problems: [problem] };
	const { sources, problems } = valuesFrom(item, value, neighbours);
	if (problems.length > 0) return { problems };
	const home = mappingSource({ item, path: VALUES }, valueAt(value, VALUES));
	const layers = {
		item,
		sources: [home, ...sources, ...ofTheChart(value, item)],
		home,
	};
	return chartTarget(found.product, layers);
}

/** Values of the chart itself: in values files that the release names, or in a chart in git. */
function ofTheChart(value: unknown, item: Item): ValueSource[] {
	const files = valueAt(value, [...CHART, "valuesFiles"]);
	if (Array.isArray(files) && files.length > 0)
		return [
			hiddenSource(
				{ item, field: "spec.chart.spec.valuesFiles" },
				{ kind: "elsewhere", what: `valuesFiles (${files.join(", ")})` },
			),
		];
	const kind = valueAt(value, [...CHART, "sourceRef", "kind"]);
	if (kind !== "GitRepository" && kind !== "Bucket") return [];
	const chart = valueAt(value, [...CHART, "chart"]);
	const what = `values.yaml of the chart in ${kind} path ${chart}`;
	return [
		hiddenSource(
			{ item, field: "spec.chart.spec.chart" },
			{ kind: "default", what },
		),
	];
}

/** A release whose chart is unknown, or an umbrella chart. */
function notEditable(value: unknown): FoundTargets {
	const reference = valueAt(value, ["spec", "chartRef", "name"]);
	const byReference = productOf({}, reference);
	if ("product" in byReference && byReference.product !== undefined) {
		const where = `in spec.values, ${orMark(byReference.product)}`;
		return {
			notes: [
				{
					field: "spec.chartRef",
					message:
						"it takes its chart from a chartRef, which does not name the chart",
					remedy: byHand(byReference.product, where),
				},
			],
		};
	}
	const umbrella = umbrellaProduct(valueAt(value, VALUES));
	if (umbrella === undefined) return {};
	return {
		notes: [
			{
				field: `spec.values.${umbrella}`,
				message: "it is an umbrella chart",
				remedy: byHand(umbrella, `below spec.values.${umbrella}`),
			},
		],
	};
}
