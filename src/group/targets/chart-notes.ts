import type { Item } from "../../krm/item.ts";
import { filePath } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { ValuesFiles } from "../values-files.ts";
import { productOf, seenInChart } from "./chart.ts";
import { fileSource } from "./file-source.ts";
import { INSTALLERS, type Installer, type ValuesField } from "./installers.ts";
import { fieldOf, isSet, valueAt } from "./mapping.ts";
import { NAMES, type Note, type Product } from "./target.ts";
import {
	hiddenSource,
	mappingSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";

/** The installer's row for an item; undefined when it installs no chart that can be told. */
export function installerOf(item: Item): Installer | undefined {
	const kind = item.kind || toolOf(filePath(item)) || "";
	return INSTALLERS.find(
		({ kinds, group }) =>
			kinds.includes(kind) &&
			(item.apiVersion === "" || item.apiVersion.startsWith(group)),
	);
}

/** Notes on the charts of AKO and Cilium that an object of the row installs. */
export function chartNotes(
	item: Item,
	value: unknown,
	row: Installer,
	files: ValuesFiles,
): Note[] {
	const charts = valueAt(value, row.charts);
	const places: readonly (readonly Step[])[] = Array.isArray(charts)
		? charts.map((_, i) => [...row.charts, i])
		: [row.charts];
	return places.flatMap((path) => {
		const chart = valueAt(value, path);
		const name = row.name ? valueAt(chart, row.name) : row.charts.at(-1);
		const { product } = productOf({}, name);
		if (product === undefined || !isMapping(chart)) return [];
		return [noteOf({ item, value, files }, path, row.values(chart), product)];
	});
}

/** Where values are looked for. */
interface Place {
	readonly item: Item;
	readonly value: unknown;
	readonly files: ValuesFiles;
}

function noteOf(
	from: Place,
	chart: readonly Step[],
	fields: readonly ValuesField[],
	product: Product,
): Note {
	const set = fields
		.map(({ path, as }) => ({ path: [...chart, ...path], as }))
		.filter(({ path }) => isSet(from.value, path));
	const [sources, places] = [
		set.flatMap((field) => sourcesOf(from, field)),
		set.map(({ path, as }) =>
			as === "files"
				? `${filesIn(from.value, path).join(" or ")} (${fieldOf(path)})`
				: fieldOf(path),
		),
	];
	const first = fields.find(({ as }) => as === "values")?.path ?? [];
	const own = fieldOf([...chart, ...first]);
	return {
		field: fieldOf(chart),
		message: `${chart[0] === "helmCharts" ? "its helmCharts install" : "it installs"} ${NAMES[product]}, and values there are not edited`,
		product,
		place: `in ${places.length === 0 ? own : places.join(" or ")}`,
		seen: seenInChart(product, sources),
	};
}

/** The sources of values in a field. */
function sourcesOf(
	{ item, value, files }: Place,
	{ path, as }: ValuesField,
): ValueSource[] {
	const hidden = hiddenSource(
		{ item, path },
		{ kind: "elsewhere", what: fieldOf(path) },
	);
	if (as === "elsewhere") return [hidden];
	if (as === "files")
		return filesIn(value, path)
			.map((file) => fileSource({ item, path }, file, files))
			.reverse();
	const own = valueAt(value, path);
	const source =
		typeof own === "string"
			? textSource({ item, path }, own)
			: mappingSource({ item, path }, value);
	return ["message" in source ? hidden : source];
}

/** The files that a field names: one, or a list. */
const filesIn = (value: unknown, path: readonly Step[]): readonly string[] =>
	[valueAt(value, path)].flat().map(String);
