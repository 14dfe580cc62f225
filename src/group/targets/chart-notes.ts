import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { productOf, seenInChart } from "./chart.ts";
import type { Installer } from "./installers.ts";
import { entryPaths, fieldOf, isSet, valueAt } from "./mapping.ts";
import { NAMES, type Note, type Product } from "./target.ts";
import {
	fieldSources,
	placeOf,
	type ValuesField,
	type ValuesHolder,
} from "./values-fields.ts";

/** Notes on the charts of AKO and Cilium that an object of the row installs. */
export function chartNotes(from: ValuesHolder, row: Installer): Note[] {
	const { root } = from;
	const isList = Array.isArray(valueAt(root, row.charts));
	const paths = isList ? entryPaths(root, row.charts) : [row.charts];
	return paths.flatMap((path) => {
		const chart = valueAt(root, path);
		const name = row.name ? valueAt(chart, row.name) : row.charts.at(-1);
		const { product } = productOf({}, name);
		if (product === undefined || !isMapping(chart)) return [];
		return [noteOf(from, path, row.values(chart), product)];
	});
}

function noteOf(
	from: ValuesHolder,
	chart: readonly Step[],
	fields: readonly ValuesField[],
	product: Product,
): Note {
	const all = fields.map(({ path, as }) => ({ path: [...chart, ...path], as }));
	const set = all.filter(({ path }) => isSet(from.root, path));
	const first = all.find(({ as }) => as === "values")?.path ?? chart;
	const places = set.map((field) => placeOf(from.root, field));
	const sources = set.flatMap((field) => fieldSources(from, field));
	return {
		field: fieldOf(chart),
		message: `${chart[0] === "helmCharts" ? "its helmCharts install" : "it installs"} ${NAMES[product]}, and values there are not edited`,
		product,
		place: `in ${places.join(" or ") || fieldOf(first)}`,
		seen: seenInChart(product, sources),
	};
}
