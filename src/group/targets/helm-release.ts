import type { Item } from "../../krm/item.ts";
import {
	byHand,
	productOf,
	TARGET_MARK,
	umbrellaProduct,
	valuesTarget,
} from "./chart.ts";
import { valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";

/** A Flux HelmRelease: the settings are in spec.values. */
export function helmRelease(value: unknown, item: Item): FoundTargets {
	const found = productOf(
		item.annotations,
		valueAt(value, ["spec", "chart", "spec", "chart"]),
	);
	if ("problem" in found)
		return {
			problems: [
				{
					field: `metadata.annotations[${TARGET_MARK}]`,
					message: found.problem,
				},
			],
		};
	if (found.product !== undefined)
		return valuesTarget(item, value, ["spec", "values"], found.product);
	const reference = valueAt(value, ["spec", "chartRef", "name"]);
	const byReference = productOf({}, reference);
	if ("product" in byReference && byReference.product !== undefined) {
		const where = `in spec.values, or annotate it with ${TARGET_MARK}: ${byReference.product} to have that done`;
		return {
			notes: [
				{
					field: "spec.chartRef",
					message: `it takes its chart from a chartRef, which does not tell the chart's name; ${byHand(byReference.product, where)}`,
				},
			],
		};
	}
	const umbrella = umbrellaProduct(valueAt(value, ["spec", "values"]));
	if (umbrella === undefined) return {};
	return {
		notes: [
			{
				field: `spec.values.${umbrella}`,
				message: `it is an umbrella chart; ${byHand(umbrella, `below spec.values.${umbrella}`)}`,
			},
		],
	};
}
