import type { Step } from "../../krm/edit-print.ts";
import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { baseForm, withParameters } from "./application-forms.ts";
import {
	byHand,
	joinTargets,
	productOf,
	TARGET_MARK,
	umbrellaProduct,
} from "./chart.ts";
import { fieldOf, valueAt } from "./mapping.ts";
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
			valueAt(value, [...path, "chart"]) !== undefined,
	);
	return joinTargets([
		...charts.map((path) =>
			sourceTargets(value, item, path, charts.length === 1),
		),
		...(charts.length > 1 ? [unclearMark(item, charts.length)] : []),
	]);
}

/** A mark says what the object's only chart is; of several, it does not say which. */
function unclearMark({ annotations }: Item, count: number): FoundTargets {
	const mark = annotations[TARGET_MARK];
	if (mark === undefined) return {};
	const message = `it has ${count} sources with a chart, and the mark ${JSON.stringify(mark)} does not say which; split it, or set its values by hand`;
	const field = `metadata.annotations[${TARGET_MARK}]`;
	return { notes: [{ field, message }] };
}

function sourceTargets(
	value: unknown,
	item: Item,
	path: readonly Step[],
	isOnly: boolean,
): FoundTargets {
	const chart = valueAt(value, [...path, "chart"]);
	const found = productOf(isOnly ? item.annotations : {}, chart);
	if ("problem" in found)
		return {
			problems: [
				{
					field: `metadata.annotations[${TARGET_MARK}]`,
					message: found.problem,
				},
			],
		};
	const helm = [...path, "helm"];
	if (found.product === undefined) {
		const umbrella = umbrellaProduct(valueAt(value, [...helm, "valuesObject"]));
		if (umbrella === undefined) return {};
		const field = `${fieldOf(helm)}.valuesObject.${umbrella}`;
		return {
			notes: [
				{
					field,
					message: `it is an umbrella chart; ${byHand(umbrella, `below ${field}`)}`,
				},
			],
		};
	}
	return withParameters(
		baseForm(value, item, helm, found.product),
		value,
		helm,
		found.product,
	);
}
