import type { Item } from "../../krm/item.ts";
import type { Neighbours } from "../neighbours.ts";
import { chartTargets, orMark, productOf, umbrellaNote } from "./chart.ts";
import { parsedValue, valueAt } from "./mapping.ts";
import { settingNotes } from "./settings-in.ts";
import { type FoundTargets, NAMES, type Note, PRODUCTS } from "./target.ts";
import {
	checkedSource,
	hiddenSource,
	listedSources,
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
	const { annotations } = item;
	const named = sourcesOfRef(value, item, neighbours);
	const chart = valueAt(value, [...CHART, "chart"]) ?? chartOf(named);
	const found = chartTargets(
		{ annotations, chart },
		() => {
			const home = checkedSource({ item, path: VALUES }, value);
			const others = valuesFrom(item, value, neighbours);
			const sources = [home, ...others, ...ofTheChart(value, item)];
			return { item, sources, home };
		},
		() => notEditable(value, named.length),
	);
	const isTarget = (found.ako ?? found.cilium) !== undefined;
	return isTarget ? { ...found, notes: patchNotes(value) } : found;
}

/** A note on patches of the rendered chart: they win over all values. */
function patchNotes(value: unknown): Note[] {
	const patches = valueAt(value, ["spec", "postRenderers"]);
	return PRODUCTS.flatMap((product) =>
		settingNotes(product, patches, {
			field: "spec.postRenderers",
			message: `its postRenderers set values of ${NAMES[product]}, which win over the chart's`,
			place: "there",
		}),
	);
}

/** The chart of the only OCIRepository: its URL ends in it. */
function chartOf([source, ...others]: readonly Item[]): unknown {
	if (source === undefined || others.length > 0) return undefined;
	return valueAt(parsedValue(source), ["spec", "url"]);
}

/** The OCIRepositories that spec.chartRef may name. */
function sourcesOfRef(
	value: unknown,
	item: Item,
	neighbours: Neighbours,
): readonly Item[] {
	const at = (key: string) => valueAt(value, ["spec", "chartRef", key]);
	if (at("kind") !== "OCIRepository") return [];
	const [name, namespace] = [String(at("name")), at("namespace")];
	return neighbours.candidates(
		item,
		"OCIRepository",
		name,
		typeof namespace === "string" ? namespace : item.namespace,
	);
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
function notEditable(value: unknown, sources: number): FoundTargets {
	const reference = valueAt(value, ["spec", "chartRef", "name"]);
	const { product } = productOf({}, reference);
	if (product === undefined)
		return umbrellaNote(valueAt(value, VALUES), "spec.values.");
	const place = `in spec.values, ${orMark(product)}`;
	const field = "spec.chartRef";
	const why =
		sources > 1
			? `and this package has ${sources} OCIRepositories of that name`
			: "which does not name the chart";
	const message = `it takes its chart from a chartRef, ${why}`;
	return { notes: [{ field, message, product, place }] };
}
