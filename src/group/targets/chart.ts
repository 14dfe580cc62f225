import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { type Layers, layeredTarget } from "./layered-target.ts";
import { fieldOf, type OwnValues, valueAt } from "./mapping.ts";
import { settingsIn } from "./settings-in.ts";
import {
	type AkoKey,
	akoPaths,
	type ChartVersion,
	type CiliumKey,
	ciliumPaths,
	type FieldNote,
	type FoundTargets,
	PRODUCTS,
	type Product,
	type SeenSetting,
} from "./target.ts";
import type { ValueSource } from "./value-source.ts";

/** The charts whose values are edited. RKE2 repackages Cilium's chart under another name. */
export const CHARTS: ReadonlyMap<string | undefined, Product> = new Map([
	["ako", "ako"],
	["cilium", "cilium"],
	["rke2-cilium", "cilium"],
]);

/** Marks an object as a target whatever its chart is called. */
export const TARGET_MARK = "avi-routes.dev/target";

/** The name of one of the charts, or of an archive of it. */
const CHART = new RegExp(
	`^(${[...CHARTS.keys()].join("|")})(?:(?:-v?\\d.*)?\\.tgz)?$`,
);

/** The product that the object installs, by its mark or its chart's name, if any; or what is wrong with the mark. */
export function productOf(
	annotations: Item["annotations"],
	chart: unknown,
): { product: Product | undefined; problems: readonly FieldNote[] } {
	const path = typeof chart === "string" ? chart.replace(/\/$/, "") : "";
	const [, name] = CHART.exec(path.split("/").at(-1) ?? "") ?? [];
	const byChart = CHARTS.get(name);
	const mark = annotations[TARGET_MARK];
	if (mark === undefined) return { product: byChart, problems: [] };
	const product = PRODUCTS.find((one) => one === mark);
	if (product !== undefined && [undefined, product].includes(byChart))
		return { product, problems: [] };
	const message =
		product === undefined
			? `the annotation ${TARGET_MARK} is ${JSON.stringify(mark)}; want one of ${PRODUCTS.join(", ")}`
			: `it is marked as ${product} by ${TARGET_MARK}, but its chart is ${byChart}; remove the mark`;
	const field = `metadata.annotations[${TARGET_MARK}]`;
	return { product: undefined, problems: [{ field, message }] };
}

/** The chart `ako` has texts only: its templates quote. */
const VALUES = {
	ako: akoPaths(({ chart }) => chart),
	cilium: ciliumPaths(({ chart }) => chart, true),
};

/** The target of a chart; or the problems of sources that can't be read. */
export function chartTarget(
	product: Product,
	{ sources, home, ...rest }: Layers,
): FoundTargets {
	const problems = sources.filter((source) => "message" in source);
	if (problems.length > 0 || "message" in home) return { problems };
	const read = sources.filter((source) => "see" in source);
	const layers = { ...rest, sources: read, home };
	return product === "ako"
		? { ako: [layeredTarget(layers, VALUES.ako)] }
		: { cilium: [layeredTarget(layers, VALUES.cilium)] };
}

/** The target of an installation, if its chart or its mark is that of a product; by default none of another chart. */
export function chartTargets(
	{ annotations, chart }: Pick<Item, "annotations"> & { chart: unknown },
	layersOf: () => Layers,
	ofAnother: () => FoundTargets = () => ({}),
): FoundTargets {
	const { product, problems } = productOf(annotations, chart);
	if (problems.length > 0) return { problems };
	return product === undefined ? ofAnother() : chartTarget(product, layersOf());
}

/** The version of a chart at the path, where the object names one. */
export function versionAt({
	item,
	root,
	path,
}: OwnValues): ChartVersion | undefined {
	const text = valueAt(root, path);
	return typeof text === "string"
		? { item, field: fieldOf(path), text }
		: undefined;
}

/** The settings in values of a chart that are not edited. What no source has is not set. */
export function seenInChart(
	product: Product,
	sources: readonly ValueSource[],
): SeenSetting[] {
	return Object.entries(VALUES[product]).map(([key, { path }]) => {
		const seen = sources.flatMap((source) => source.see(path) ?? [])[0] ?? {};
		const value = seen.unknown === undefined ? (seen.value ?? "") : undefined;
		return { key: key as AkoKey | CiliumKey, name: path.join("."), value };
	});
}

/** How to have an object edited that does not name its chart. */
export const orMark = (product: Product) =>
	`or annotate it with ${TARGET_MARK}: ${product} to have that done`;

/** A note when the values are those of an umbrella chart; `before` is the text before the product in the field's name. */
export function umbrellaNote(values: unknown, before: string): FoundTargets {
	const product = umbrellaProduct(values);
	if (product === undefined) return {};
	const field = `${before}${product}`;
	const message = "it is an umbrella chart";
	const own = { [product]: valueAt(values, [product]) };
	const seen = settingsIn(product, own, "whole");
	return {
		notes: [{ field, message, product, place: `below ${field}`, seen }],
	};
}

/** The product that an umbrella chart includes, by the key of its subchart. */
function umbrellaProduct(values: unknown): Product | undefined {
	if (isMapping(valueAt(values, ["ako", "AKOSettings"]))) return "ako";
	const cilium = valueAt(values, ["cilium"]);
	return isMapping(cilium) && ("ipam" in cilium || "sctp" in cilium)
		? "cilium"
		: undefined;
}

/** Joins the targets of several parts of an object. */
export function joinTargets(all: readonly FoundTargets[]): FoundTargets {
	return {
		ako: all.flatMap(({ ako = [] }) => ako),
		cilium: all.flatMap(({ cilium = [] }) => cilium),
		problems: all.flatMap(({ problems = [] }) => problems),
		notes: all.flatMap(({ notes = [] }) => notes),
	};
}
