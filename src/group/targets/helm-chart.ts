import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Neighbours } from "../neighbours.ts";
import { chartTargets } from "./chart.ts";
import type { Layers } from "./layered-target.ts";
import { isSet, parsedValue, valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import {
	checkedSource,
	listedSources,
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
	const { annotations, name } = item;
	const chart = valueAt(value, ["spec", "chart"]) ?? name;
	return chartTargets({ annotations, chart }, () => {
		const config = neighbours.find(item, "HelmChartConfig", name);
		const own = valuesOf(value, item);
		const over = config && valuesOf(parsedValue(config), config);
		const values = [...(over?.sources ?? []), ...own.sources];
		const sources = [...setValues(value, item), ...values];
		return { item, sources, home: over?.home ?? own.home };
	});
}

/** A HelmChartConfig of a chart that is installed from elsewhere, as RKE2 does with its own. */
export function helmChartConfig(
	value: unknown,
	item: Item,
	neighbours: Neighbours,
): FoundTargets {
	if (neighbours.find(item, "HelmChart", item.name) !== undefined) return {};
	const { annotations, name: chart } = item;
	return chartTargets({ annotations, chart }, () => valuesOf(value, item));
}

/**
 * The values of an object of either kind, highest first: valuesSecrets, values, valuesContent, as the controller numbers
 * them for Helm (k3s-io/helm-controller, setValuesSecret).
 */
function valuesOf(value: unknown, item: Item): Layers {
	const path = ["spec", "values"];
	const text = valueAt(value, CONTENT);
	const content = textSource(
		{ item, path: CONTENT },
		typeof text === "string" ? text : "",
	);
	const own = isSet(value, path) ? [checkedSource({ item, path }, value)] : [];
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
