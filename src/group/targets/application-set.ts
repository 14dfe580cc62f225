import type { Item } from "../../krm/item.ts";
import { chartOfSource, sourcePaths } from "./application.ts";
import { productOf } from "./chart.ts";
import { fieldOf, valueAt } from "./mapping.ts";
import { settingNotes, settingsIn } from "./settings-in.ts";
import { type FoundTargets, PRODUCTS } from "./target.ts";

/**
 * An ApplicationSet makes Applications for many clusters from a template; which clusters is not known here. Generators
 * and patches may name the chart and set its values, too.
 */
export function applicationSet(value: unknown, item: Item): FoundTargets {
	const template = ["spec", "template", "spec"];
	const spec = valueAt(value, ["spec"]);
	const notes = sourcePaths(value, template).flatMap((path) => {
		const chart = chartOfSource(value, path);
		const { product } = productOf(item.annotations, chart);
		if (product === undefined) return [];
		const seen = settingsIn(product, spec);
		return [{ ...WORDS, field: fieldOf(path), product, seen }];
	});
	if (notes.length > 0) return { notes };
	return {
		notes: PRODUCTS.flatMap((product) =>
			settingNotes(product, spec, { ...WORDS, field: "spec" }, "whole"),
		),
	};
}

const WORDS = {
	message: "an ApplicationSet can stand for many clusters and is not edited",
	place: "in its template or generators",
};
