import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { ValuesFiles } from "../values-files.ts";
import { productOf, seenInChart } from "./chart.ts";
import { fileSource } from "./file-source.ts";
import { entryPaths, fieldOf, valueAt } from "./mapping.ts";
import { settingNotes } from "./settings-in.ts";
import { NAMES, type Note, PRODUCTS, type Product } from "./target.ts";
import type { ValueSource } from "./value-source.ts";
import {
	fieldSources,
	placeOf,
	type ValuesField,
	type ValuesHolder,
} from "./values-fields.ts";

/** Fields that name a chart: those of Fleet, Helmfile and kluctl, where it may be the end of an OCI repository. */
const CHARTS = ["chart", "chartName", "repo"];

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
const TARGETS = ["targetCustomizations", "targets"];

/** What a text must hold of an installation of AKO where it is no YAML yet. */
const CHART = /^\s*(?:- *)?chart: *["']?(?:\S*\/)?ako["']?\s*$|AKOSettings/m;

/**
 * Notes on the charts that a fleet.yaml, a helmfile, a file of kluctl or an umbrella chart installs, and on other fields with values of
 * AKO and Cilium: Fleet, Helmfile and Helm set the values, which are not edited.
 */
export function chartsOfTool(item: Item, files: ValuesFiles): readonly Note[] {
	// Clusters are often set up with Helmfile, before Flux or Argo CD takes over.
	const isBootstrap = toolOf(filePath(item)) === "helmfile";
	const parsed = item.parsed();
	if ("problem" in parsed) {
		const place = "in the values of its chart ako";
		return item.mentions(CHART)
			? [{ ...installs("ako", "", place, []), isBootstrap }]
			: [];
	}
	const root = parsed.value;
	const from = { item, root, files };
	const ofTargets = chartsOfTargets(from);
	const fields = Object.entries(isMapping(root) ? root : {});
	// Of clusters that all have a target, none has the values of helm alone.
	const isWhole = ofTargets.length > 0 && ofTargets.every(namesCluster);
	const own = fields.filter(([key]) => key !== "helm" || !isWhole);
	const all = own.map(([key, value]) => ({
		key,
		value,
		charts: TARGETS.includes(key)
			? ofTargets.filter(({ field }) => field.startsWith(`${key}[`))
			: chartsIn(from, value, [key]),
	}));
	const told = all.flatMap(({ charts }) => charts.map(productIn));
	return all.flatMap(({ key, value, charts }): Note[] => {
		const own = charts.map(productIn);
		const others = PRODUCTS.filter((product) => !own.includes(product));
		return [
			...charts.map((note) => ({ ...note, isBootstrap })),
			...others.flatMap((product) =>
				settingNotes(
					product,
					value,
					{
						field: key,
						message: `its ${key} set values of ${NAMES[product]}, which are not edited here`,
						place: `in ${key}`,
					},
					told.includes(product) ? "patch" : "whole",
				),
			),
		];
	});
}

type Installs = ReturnType<typeof installs>;

const productIn = ({ product }: Installs) => product;

/** The notes on mappings with a `chart` at the path and in lists below it, and on a chart's dependencies. */
function chartsIn(
	from: ValuesHolder,
	value: unknown,
	path: readonly Step[],
): Installs[] {
	if (Array.isArray(value))
		return value.flatMap((entry, i) => chartsIn(from, entry, [...path, i]));
	const isDependency = path[0] === "dependencies";
	const chart = chartOf(value, isDependency ? ["name"] : CHARTS);
	const { product } = productOf({}, chart);
	if (product === undefined) return [];
	const beside = (file: string, ...inside: string[]) => [
		fileSource({ item: from.item, path }, file, from.files, inside),
	];
	const field = fieldOf(path);
	if (isDependency) {
		const own = String(valueAt(value, ["alias"]) ?? chart);
		const place = `below ${own} in the values of this chart`;
		return [installs(product, field, place, beside("values.yaml", own))];
	}
	if (path[0] === "helmChart") {
		const place = "in helm-values.yaml beside it";
		return [installs(product, "helmChart", place, beside("helm-values.yaml"))];
	}
	return [installedAt(from, product, [path])];
}

/** The chart of a fleet.yaml as each target with values for it installs it. */
function chartsOfTargets(from: ValuesHolder): Installs[] {
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

const namesCluster = ({ seen }: Installs) =>
	seen.some(({ key, value }) => key === "clusterName" && value);

/** The name of the chart in one of the fields. */
const chartOf = (value: unknown, fields: readonly string[]) =>
	fields
		.map((key) => valueAt(value, [key]))
		.find((name) => typeof name === "string");

/** The note on a chart with values at several paths, the one that wins first. */
function installedAt(
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

const installs = (
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
});
