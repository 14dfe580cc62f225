import type { Item } from "../../krm/item.ts";
import { productOf } from "./chart.ts";
import { fieldOf, valueAt } from "./mapping.ts";
import { setsAKO } from "./sets-ako.ts";
import type { FoundTargets, Note, Product } from "./target.ts";

/**
 * An ApplicationSet makes Applications for many clusters from a template; which clusters is not known here. Generators
 * and patches may name the chart and set its values, too.
 */
export function applicationSet(value: unknown, item: Item): FoundTargets {
	const template = ["spec", "template", "spec"];
	const sources = valueAt(value, [...template, "sources"]);
	const places = Array.isArray(sources)
		? sources.map((_, i) => [...template, "sources", i])
		: [[...template, "source"]];
	const notes = places.flatMap((path) => {
		const chart = valueAt(value, [...path, "chart"]);
		const { product } = productOf(item.annotations, chart);
		return product === undefined ? [] : [noteOf(product, fieldOf(path))];
	});
	const isTold = notes.length > 0 || !setsAKO(valueAt(value, ["spec"]));
	return { notes: isTold ? notes : [noteOf("ako", "spec")] };
}

const noteOf = (product: Product, field: string): Note => ({
	field,
	message: "an ApplicationSet can stand for many clusters and is not edited",
	product,
	place: "in its template or generators",
});
