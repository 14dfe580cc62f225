import { isMapping } from "../../read/cut.ts";
import type { TargetObject } from "../neighbours.ts";
import { chartTargets, versionAt } from "./chart.ts";
import type { Layers } from "./layered-target.ts";
import { type Holder, isSet, parsedValue, valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";
import {
	checkedSource,
	listedSources,
	namedSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";

/**
 * A HelmChart of K3s and RKE2 (helm.cattle.io). A HelmChartConfig of the same name overrides it, and spec.set
 * overrides both.
 */
export function helmChart(from: TargetObject): FoundTargets {
	const { item, root, neighbours } = from;
	const { annotations, name } = item;
	const chart = valueAt(root, ["spec", "chart"]) ?? name;
	return chartTargets({ annotations, chart }, () => {
		const config = neighbours.find(item, "HelmChartConfig", name);
		const own = valuesOf(from);
		const over =
			config && valuesOf({ item: config, root: parsedValue(config) });
		const values = [...(over?.sources ?? []), ...own.sources];
		const sources = [...setValues(from), ...values];
		const version = versionAt({ ...from, path: ["spec", "version"] });
		return { item, sources, home: over?.home ?? own.home, version };
	});
}

/** A HelmChartConfig of a chart that is installed from elsewhere, as RKE2 does with its own. */
export function helmChartConfig(from: TargetObject): FoundTargets {
	const { annotations, name: chart } = from.item;
	if (from.neighbours.find(from.item, "HelmChart", chart) !== undefined)
		return {};
	return chartTargets({ annotations, chart }, () => valuesOf(from));
}

/**
 * The values of an object of either kind, highest first: valuesSecrets, values, valuesContent, as the controller numbers
 * them for Helm (k3s-io/helm-controller, setValuesSecret).
 */
function valuesOf({ item, root }: Holder): Layers {
	const at = (field: string) => ({ item, root, path: ["spec", field] });
	const content = textSource(at("valuesContent"));
	const values = at("values");
	const own = isSet(root, values.path) ? [checkedSource(values)] : [];
	const secrets = listedSources(at("valuesSecrets"), (entry) =>
		valueAt(entry, ["name"]),
	);
	const [home = content] = own;
	return { item, sources: [...secrets, ...own, content], home };
}

function setValues({ item, root }: Holder): ValueSource[] {
	const path = ["spec", "set"];
	const set = valueAt(root, path);
	if (!isMapping(set)) return [];
	const entries = Object.entries(set).map(([name, own]) => ({
		name,
		value: own,
		path: [...path, name],
	}));
	return [namedSource({ item, root, path }, entries)];
}
