import type { Item } from "../../krm/item.ts";
import { byHand, productOf } from "./chart.ts";
import { fieldOf, valueAt } from "./mapping.ts";
import type { FoundTargets } from "./target.ts";

/** An ApplicationSet makes Applications for many clusters from a template; which clusters is not known here. */
export function applicationSet(value: unknown, item: Item): FoundTargets {
	const template = ["spec", "template", "spec"];
	const sources = valueAt(value, [...template, "sources"]);
	const places = Array.isArray(sources)
		? sources.map((_, i) => [...template, "sources", i])
		: [[...template, "source"]];
	const notes = places.flatMap((path) => {
		const chart = valueAt(value, [...path, "chart"]);
		const { product } = productOf(item.annotations, chart);
		if (product === undefined) return [];
		const message =
			"an ApplicationSet can stand for many clusters and is not edited";
		const remedy = byHand(product, "in its template or generators");
		return [{ field: fieldOf(path), message, remedy }];
	});
	return { notes };
}
