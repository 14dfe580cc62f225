import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Neighbours } from "../neighbours.ts";
import { chartTarget, productOf } from "./chart.ts";
import { valueAt, wrongShape } from "./mapping.ts";
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
	const configured = config?.parsed();
	const own = valuesOf(value, item);
	const over =
		config === undefined || configured === undefined || "problem" in configured
			? undefined
			: valuesOf(configured.value, config);
	const problems = [...own.problems, ...(over?.problems ?? [])];
	const [home] = over?.sources ?? own.sources;
	if (problems.length > 0 || home === undefined) return { problems };
	const sources = [
		...setValues(value, item),
		...(over?.sources ?? []),
		...own.sources,
	];
	return chartTarget(product, { item, sources, home });
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
	const { sources, problems } = valuesOf(value, item);
	const [home] = sources;
	if (problems.length > 0 || home === undefined) return { problems };
	return chartTarget(product, { item, sources, home });
}

/** The chart's name: spec.chart, without the version of an archive's URL. */
function chartName(value: unknown, { name }: Item): unknown {
	const chart = valueAt(value, ["spec", "chart"]);
	if (typeof chart !== "string") return name;
	return chart.replace(/-v?\d[^/]*\.tgz$|\.tgz$/, "");
}

/** The values of an object of either kind, highest first: valuesSecrets, values, valuesContent. */
function valuesOf(
	value: unknown,
	item: Item,
): { sources: ValueSource[]; problems: FieldNote[] } {
	const mapping = valueAt(value, ["spec", "values"]);
	const problem = wrongShape(value, ["spec", "values"]);
	const text = valueAt(value, CONTENT);
	const content = textSource(
		{ item, path: CONTENT },
		typeof text === "string" ? text : "",
	);
	const problems = [
		...(problem === undefined ? [] : [problem]),
		...("message" in content ? [content] : []),
	];
	if ("message" in content) return { sources: [], problems };
	const own = isMapping(mapping)
		? [mappingSource({ item, path: ["spec", "values"] }, value)]
		: [];
	const secrets = listedSources(
		{ item, path: ["spec", "valuesSecrets"] },
		value,
		(entry) => valueAt(entry, ["name"]),
	);
	return { sources: [...own, content, ...secrets], problems };
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
