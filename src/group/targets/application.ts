import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { parseYaml } from "../../text/parse-text.ts";
import { applicationLayers } from "./application-forms.ts";
import {
	chartTarget,
	joinTargets,
	productOf,
	TARGET_MARK,
	umbrellaNote,
} from "./chart.ts";
import { fieldOf, isSet, valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";

/** An Argo CD Application: the settings are in the helm block of its source, or of one of its sources. */
export function application(value: unknown, item: Item): FoundTargets {
	const sources = valueAt(value, ["spec", "sources"]);
	const places: Step[][] = Array.isArray(sources)
		? sources.map((_, i) => ["spec", "sources", i])
		: [["spec", "source"]];
	const charts = places.filter(
		(path) =>
			isMapping(valueAt(value, [...path, "helm"])) ||
			chartOfSource(value, path) !== undefined,
	);
	return joinTargets([
		...charts.map((path) =>
			sourceTargets(value, item, path, charts.length === 1),
		),
		...(charts.length > 1 ? [unclearMark(item, charts.length)] : []),
	]);
}

/** The chart of a source: named, or an OCI artifact, whose URL ends in it. */
export function chartOfSource(
	value: unknown,
	source: readonly Step[],
): unknown {
	const url = valueAt(value, [...source, "repoURL"]);
	const isOci = typeof url === "string" && url.startsWith("oci://");
	return valueAt(value, [...source, "chart"]) ?? (isOci ? url : undefined);
}

/** The mark names the object's only chart; with several charts it is ambiguous. */
function unclearMark({ annotations }: Item, count: number): FoundTargets {
	const mark = annotations[TARGET_MARK];
	if (mark === undefined) return {};
	const message = `it has ${count} sources with a chart, and the mark ${JSON.stringify(mark)} does not say which`;
	const remedy = "split it, or set its values by hand";
	const field = `metadata.annotations[${TARGET_MARK}]`;
	return { notes: [{ field, message, remedy }] };
}

function sourceTargets(
	value: unknown,
	item: Item,
	path: readonly Step[],
	isOnly: boolean,
): FoundTargets {
	const chart = chartOfSource(value, path);
	const marks = isOnly ? item.annotations : {};
	const { product, problems } = productOf(marks, chart);
	if (problems.length > 0) return { problems };
	if (product === undefined) return umbrella(value, [...path, "helm"]);
	const layers = applicationLayers(item, value, path);
	return "message" in layers
		? { problems: [layers] }
		: chartTarget(product, layers);
}

function umbrella(value: unknown, helm: readonly Step[]): FoundTargets {
	const object = [...helm, "valuesObject"];
	const path = [...helm, "values"];
	const text = valueAt(value, path);
	return typeof text === "string" && !isSet(value, object)
		? umbrellaNote(valuesIn(text), `${fieldOf(path)}: `)
		: umbrellaNote(valueAt(value, object), `${fieldOf(object)}.`);
}

/** The values in a text, if it may have those of a subchart: most Applications have others. */
function valuesIn(text: string): unknown {
	const parsed = /^(?:ako|cilium):/m.test(text) ? parseYaml(text) : undefined;
	return parsed && "value" in parsed ? parsed.value : undefined;
}
