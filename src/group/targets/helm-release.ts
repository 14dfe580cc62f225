import type { Item } from "../../krm/item.ts";
import type { Neighbours } from "../neighbours.ts";
import {
	byHand,
	chartTarget,
	orMark,
	productOf,
	umbrellaNote,
} from "./chart.ts";
import { valueAt, wrongShape } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import {
	hiddenSource,
	listedSources,
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
	const chart = valueAt(value, [...CHART, "chart"]);
	const { product, problems: ofMark } = productOf(item.annotations, chart);
	if (ofMark.length > 0) return { problems: ofMark };
	if (product === undefined) return notEditable(value);
	const problem = wrongShape(value, VALUES);
	if (problem !== undefined) return { problems: [problem] };
	const { sources, problems } = valuesFrom(item, value, neighbours);
	if (problems.length > 0) return { problems };
	const home = mappingSource({ item, path: VALUES }, value);
	const layers = {
		item,
		sources: [home, ...sources, ...ofTheChart(value, item)],
		home,
	};
	return chartTarget(product, layers);
}

/** Values of the chart itself: in values files that the release names, or in a chart in git. */
function ofTheChart(value: unknown, item: Item): ValueSource[] {
	const files = [...CHART, "valuesFiles"];
	const listed = listedSources({ item, path: files }, value);
	const kind = valueAt(value, [...CHART, "sourceRef", "kind"]);
	const isInGit = kind === "GitRepository" || kind === "Bucket";
	if (listed.length > 0 || !isInGit) return listed;
	const path = [...CHART, "chart"];
	const what = `values.yaml of the chart in ${kind} path ${valueAt(value, path)}`;
	return [hiddenSource({ item, path }, { kind: "default", what })];
}

/** A release whose chart is unknown, or an umbrella chart. */
function notEditable(value: unknown): FoundTargets {
	const reference = valueAt(value, ["spec", "chartRef", "name"]);
	const { product } = productOf({}, reference);
	if (product === undefined)
		return umbrellaNote(valueAt(value, VALUES), "spec.values.");
	const where = `in spec.values, ${orMark(product)}`;
	const field = "spec.chartRef";
	const message =
		"it takes its chart from a chartRef, which does not name the chart";
	return { notes: [{ field, message, remedy: byHand(product, where) }] };
}
