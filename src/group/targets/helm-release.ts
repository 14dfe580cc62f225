import type { Item } from "../../krm/item.ts";
import type { Neighbours } from "../neighbours.ts";
import { chartTarget, orMark, productOf, umbrellaNote } from "./chart.ts";
import { fieldOf, parsedValue, valueAt, wrongShape } from "./mapping.ts";
import { settingsIn } from "./settings-in.ts";
import { type FoundTargets, NAMES, type Note, PRODUCTS } from "./target.ts";
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
	const chart =
		valueAt(value, [...CHART, "chart"]) ?? chartOfRef(value, item, neighbours);
	const { product, problems: ofMark } = productOf(item.annotations, chart);
	if (ofMark.length > 0) return { problems: ofMark };
	if (product === undefined)
		return notEditable(value, () => sourcesOfRef(value, item, neighbours));
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
	return { ...chartTarget(product, layers), notes: patchNotes(value) };
}

/** A note on patches of the rendered chart: they win over all values. */
function patchNotes(value: unknown): Note[] {
	const path = ["spec", "postRenderers"];
	const patches = valueAt(value, path);
	return PRODUCTS.flatMap((product): Note[] => {
		const seen = settingsIn(product, patches);
		const message = `its postRenderers set values of ${NAMES[product]}, which win over the chart's`;
		const note = { field: fieldOf(path), message, place: "there" };
		return seen.length === 0 ? [] : [{ ...note, product, seen, isPatch: true }];
	});
}

/** The chart of a source in the package that spec.chartRef names: by the URL of an OCIRepository. */
function chartOfRef(
	value: unknown,
	item: Item,
	neighbours: Neighbours,
): unknown {
	const [source, ...others] = sourcesOfRef(value, item, neighbours);
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
function notEditable(
	value: unknown,
	sourcesOf: () => readonly Item[],
): FoundTargets {
	const reference = valueAt(value, ["spec", "chartRef", "name"]);
	const { product } = productOf({}, reference);
	if (product === undefined)
		return umbrellaNote(valueAt(value, VALUES), "spec.values.");
	const place = `in spec.values, ${orMark(product)}`;
	const field = "spec.chartRef";
	const { length } = sourcesOf();
	const why =
		length > 1
			? `and this package has ${length} OCIRepositories of that name`
			: "which does not name the chart";
	const message = `it takes its chart from a chartRef, ${why}`;
	return { notes: [{ field, message, product, place }] };
}
