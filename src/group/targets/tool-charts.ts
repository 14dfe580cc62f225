import type { Step } from "../../text/edit-value.ts";
import { productOf, seenInChart } from "./chart.ts";
import { entryPaths, fieldOf, valueAt } from "./mapping.ts";
import { NAMES, type Product } from "./target.ts";
import type { ValueSource } from "./value-source.ts";
import {
	fieldSources,
	placeOf,
	type ValuesField,
	type ValuesHolder,
} from "./values-fields.ts";

/** Fields that name a chart: those of Fleet, Helmfile and kluctl, where it may be the end of an OCI repository. */
export const CHARTS = ["chart", "chartName", "repo"];

/**
 * Fields beside a chart that set its values, in a fleet.yaml and in a helmfile, highest first: Fleet merges valuesFiles
 * into values (internal/bundlereader/resources.go), the values of a target into those, and valuesFrom into all.
 */
const VALUES: readonly (readonly ValuesField[])[] = [
	[
		{ path: ["set"], as: "names" },
		{ path: ["setString"], as: "elsewhere" },
		{ path: ["valuesFrom"], as: "elsewhere" },
	],
	[
		{ path: ["valuesFiles"], as: "files" },
		{ path: ["values"], as: "values" },
	],
];

/** The fields of a fleet.yaml with targets, which may have values of their own for its chart. */
export const TARGETS = ["targetCustomizations", "targets"];

/** The note on a chart that a tool installs. */
export type Installs = ReturnType<typeof installs>;

/** The chart of a fleet.yaml as each target with values for it installs it. */
export function chartsOfTargets(from: ValuesHolder): Installs[] {
	const helm = ["helm"];
	const { product } = productOf({}, chartOf(valueAt(from.root, helm), CHARTS));
	if (product === undefined) return [];
	const paths = TARGETS.flatMap((key) => entryPaths(from.root, [key]));
	return paths
		.map((path) => [...path, ...helm])
		.filter((path) =>
			installedAt(from, product, [path]).seen.some(({ value }) => value !== ""),
		)
		.map((path) => installedAt(from, product, [path, helm]));
}

/** True for a chart whose values name AKO's cluster. */
export const namesCluster = ({ seen }: Installs) =>
	seen.some(({ key, value }) => key === "clusterName" && value);

/** The name of the chart in one of the fields. */
export const chartOf = (value: unknown, fields: readonly string[]) =>
	fields
		.map((key) => valueAt(value, [key]))
		.find((name) => typeof name === "string");

/** The note on a chart with values at several paths, the one that wins first. */
export function installedAt(
	from: ValuesHolder,
	product: Product,
	[path, ...below]: readonly [readonly Step[], ...(readonly Step[])[]],
): Installs {
	const setAt = (base: readonly Step[], fields: readonly ValuesField[]) =>
		fields
			.map((own) => ({ ...own, path: [...base, ...own.path] }))
			.filter((own) => valueAt(from.root, own.path) !== undefined);
	const places = setAt(path, VALUES.flat()).map((own) =>
		placeOf(from.root, own),
	);
	const place = places.reverse().join(" or ") || fieldOf([...path, "values"]);
	const sources = VALUES.flatMap((fields) =>
		[path, ...below].flatMap((base) => setAt(base, fields)),
	).flatMap((own) => fieldSources(from, own));
	return installs(product, fieldOf(path), `in ${place}`, sources);
}

/** The note on a chart with values in these sources, highest first; `place` is where to set them. */
export const installs = (
	product: Product,
	field: string,
	place: string,
	sources: readonly ValueSource[],
) => ({
	field,
	message: `it installs ${NAMES[product]}, whose values are not edited here`,
	product,
	place,
	seen: seenInChart(product, sources),
	isPatch: false,
});
