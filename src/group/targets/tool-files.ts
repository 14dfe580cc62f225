import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { ValuesFiles } from "../values-files.ts";
import { productOf, seenInChart } from "./chart.ts";
import { fileSource } from "./file-source.ts";
import { fieldOf, valueAt } from "./mapping.ts";
import { settingsIn } from "./settings-in.ts";
import { NAMES, type Note, PRODUCTS, type Product } from "./target.ts";
import {
	hiddenSource,
	mappingSource,
	namedSource,
	namedValues,
	type ValueSource,
} from "./value-source.ts";

/** Fields that name a chart: those of Fleet, Helmfile and kluctl, where it may be the end of an OCI repository. */
const CHARTS = ["chart", "chartName", "repo"];

/** Fields beside a chart that set its values, in a fleet.yaml and in a helmfile. */
const VALUES = ["set", "setString", "valuesFrom", "valuesFiles", "values"];

/** What a text must hold of an installation of AKO where it is no YAML yet. */
const CHART = /^\s*(?:- *)?chart: *["']?(?:\S*\/)?ako["']?\s*$|AKOSettings/m;

/** A file of a tool, and the others of its package. */
interface ToolFile {
	readonly item: Item;
	readonly root: unknown;
	readonly files: ValuesFiles;
}

/**
 * Notes on the charts that a fleet.yaml, a helmfile, a file of kluctl or an umbrella chart installs, and on other fields with values of
 * AKO and Cilium: Fleet, Helmfile and Helm set the values, which are not edited.
 */
export function chartsOfTool(item: Item, files: ValuesFiles): readonly Note[] {
	const parsed = item.parsed();
	if ("problem" in parsed)
		return item.mentions(CHART)
			? [
					{
						...installs("ako", "", "in the values of its chart ako", []),
						isBootstrap: isHelmfile(item),
					},
				]
			: [];
	const file = { item, root: parsed.value, files };
	const fields = isMapping(parsed.value) ? parsed.value : {};
	const keys = Object.keys(fields);
	const charts = keys.map((key) => chartsIn(file, fields[key], [key]));
	const isTold = (product: Product) =>
		charts.some((own) => own.some((note) => note.product === product));
	const isBootstrap = isHelmfile(item);
	return keys.flatMap((key, i): Note[] => {
		const own = (charts[i] ?? []).map((note) => ({ ...note, isBootstrap }));
		const others = PRODUCTS.filter((one) =>
			own.every(({ product }) => product !== one),
		);
		const extent = (one: Product) => (isTold(one) ? "patch" : "whole");
		return [
			...own,
			...others.flatMap((one) => {
				const seen = settingsIn(one, fields[key], extent(one));
				return seen.length === 0 ? [] : [sets(key, one, seen)];
			}),
		];
	});
}

/** Clusters are often set up with Helmfile, before Flux or Argo CD takes over. */
const isHelmfile = (item: Item) => toolOf(filePath(item)) === "helmfile";

type Installs = ReturnType<typeof installs>;

/** The notes on mappings with a `chart` at the path and in lists below it, and on a chart's dependencies. */
function chartsIn(
	file: ToolFile,
	value: unknown,
	path: readonly Step[],
): Installs[] {
	if (Array.isArray(value))
		return value.flatMap((entry, i) => chartsIn(file, entry, [...path, i]));
	const isDependency = path[0] === "dependencies";
	const chart = (isDependency ? ["name"] : CHARTS)
		.map((key) => valueAt(value, [key]))
		.find((name) => typeof name === "string");
	const { product } = productOf({}, chart);
	if (product === undefined) return [];
	if (isDependency) {
		const own = String(valueAt(value, ["alias"]) ?? chart);
		const place = `below ${own} in the values of this chart`;
		const sources = besideIt(file, path, "values.yaml", [own]);
		return [installs(product, fieldOf(path), place, sources)];
	}
	if (path[0] === "helmChart") {
		const place = "in helm-values.yaml beside it";
		const sources = besideIt(file, path, "helm-values.yaml", []);
		return [installs(product, "helmChart", place, sources)];
	}
	const set = VALUES.filter((key) => valueAt(value, [key]) !== undefined);
	const [own = fieldOf([...path, "values"]), ...others] = set
		.map((key) => fieldOf([...path, key]))
		.reverse();
	const place = `in ${[own, ...others].join(" or ")}`;
	const sources = set.flatMap((key) => sourcesAt(file, [...path, key]));
	return [installs(product, fieldOf(path), place, sources)];
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

const sets = (
	field: string,
	product: Product,
	seen: Extract<Note, { seen?: unknown }>["seen"],
): Note => ({
	field,
	message: `its ${field} set values of ${NAMES[product]}, which are not edited here`,
	product,
	place: `in ${field}`,
	...(seen === undefined ? {} : { seen }),
	isPatch: true,
});

/** The values at a path of a file beside the tool's. */
function besideIt(
	{ item, files }: ToolFile,
	path: readonly Step[],
	name: string,
	inside: readonly string[],
): ValueSource[] {
	return [fileSource({ item, path }, name, files, inside)];
}

/** The sources in a field, highest first: of a list of values the last wins. What sets the values in another way hides all below. */
function sourcesAt(
	{ item, root, files }: ToolFile,
	path: readonly Step[],
): ValueSource[] {
	const own = valueAt(root, path);
	const key = path.at(-1);
	const entries = Array.isArray(own) ? own : [];
	if (key === "set")
		return [namedSource({ item, path }, namedValues(root, path))];
	if (key !== "values")
		return [hiddenSource({ item, path }, { kind: "elsewhere", what: "" })];
	if (isMapping(own)) return [mappingSource({ item, path }, root)];
	return entries
		.map((entry, i) =>
			typeof entry === "string"
				? fileSource({ item, path }, entry, files)
				: mappingSource({ item, path: [...path, i] }, root),
		)
		.reverse();
}
