import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Neighbours } from "../neighbours.ts";
import { chartTarget, productOf } from "./chart.ts";
import type { Layers } from "./layered-target.ts";
import { isSet, parsedValue, valueAt, wrongShape } from "./mapping.ts";
import type { FieldNote, FoundTargets } from "./target.ts";
import {
	listedSources,
	mappingSource,
	namedSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";

const CONTENT = ["spec", "valuesContent"];

/**
 * A HelmChart of K3s and RKE2 (helm.cattle.io). A HelmChartConfig of the same name overrides it, and spec.set
 * overrides both.
 */
export function helmChart(
	value: unknown,
	item: Item,
	neighbours: Neighbours,
): FoundTargets {
	const chart = chartName(value, item);
	const { product, problems: ofMark } = productOf(item.annotations, chart);
	if (product === undefined) return { problems: ofMark };
	const config = neighbours.find(item, "HelmChartConfig", item.name);
	const own = valuesOf(value, item);
	const over = config ? valuesOf(parsedValue(config), config) : own;
	if ("message" in own) return { problems: [own] };
	if ("message" in over) return { problems: [over] };
	const below = new Set([...over.sources, ...own.sources]);
	const sources = [...setValues(value, item), ...below];
	return chartTarget(product, { item, sources, home: over.home });
}

/** A HelmChartConfig of a chart that is installed from elsewhere, as RKE2 does with its own. */
export function helmChartConfig(
	value: unknown,
	item: Item,
	neighbours: Neighbours,
): FoundTargets {
	if (neighbours.find(item, "HelmChart", item.name) !== undefined) return {};
	const { product, problems: ofMark } = productOf(item.annotations, item.name);
	if (product === undefined) return { problems: ofMark };
	const layers = valuesOf(value, item);
	return "message" in layers
		? { problems: [layers] }
		: chartTarget(product, layers);
}

/** The chart's name: spec.chart, without the version of an archive's URL. */
function chartName(value: unknown, { name }: Item): unknown {
	const chart = valueAt(value, ["spec", "chart"]);
	if (typeof chart !== "string") return name;
	return chart.replace(/-v?\d[^/]*\.tgz$|\.tgz$/, "");
}

/**
 * The values of an object of either kind, highest first: valuesSecrets, values, valuesContent, as the controller numbers
 * them for Helm (k3s-io/helm-controller, setValuesSecret).
 */
function valuesOf(value: unknown, item: Item): Layers | FieldNote {
	const path = ["spec", "values"];
	const text = valueAt(value, CONTENT);
	const content = textSource(
		{ item, path: CONTENT },
		typeof text === "string" ? text : "",
	);
	const problem = wrongShape(value, path);
	if (problem !== undefined) return { ...problem, item };
	if ("message" in content) return { ...content, item };
	const own = isSet(value, path) ? [mappingSource({ item, path }, value)] : [];
	const secrets = listedSources(
		{ item, path: ["spec", "valuesSecrets"] },
		value,
		(entry) => valueAt(entry, ["name"]),
	);
	const [home = content] = own;
	return { item, sources: [...secrets, ...own, content], home };
}

function setValues(value: unknown, item: Item): ValueSource[] {
	const path = ["spec", "set"];
	const set = valueAt(value, path);
	if (!isMapping(set)) return [];
	const entries = Object.entries(set).map(([name, own]) => ({
		name,
		value: own,
		path: [...path, name],
	}));
	return [namedSource({ item, path }, entries)];
}
