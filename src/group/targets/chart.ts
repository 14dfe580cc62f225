import type { Step } from "../../krm/edit-print.ts";
import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { mappingTarget, valueAt, wrongShape } from "./mapping.ts";
import { AKO_VALUES, CILIUM_VALUES, type FoundTargets } from "./target.ts";

/** The charts whose values are edited. */
export type Product = "ako" | "cilium";
const PRODUCTS: readonly string[] = ["ako", "cilium"] satisfies Product[];

/** Marks an object as a target whatever its chart is called. */
export const TARGET_MARK = "avi-routes.dev/target";

/** What the object installs: by its mark, else by its chart's name; or what is wrong with the mark. */
export function productOf(
	annotations: Item["annotations"],
	chart: unknown,
): { product: Product | undefined } | { problem: string } {
	const name = typeof chart === "string" ? chart.split("/").at(-1) : undefined;
	const byChart = PRODUCTS.find((product) => product === name) as
		| Product
		| undefined;
	const mark = annotations[TARGET_MARK];
	if (mark === undefined) return { product: byChart };
	const marked = PRODUCTS.find((product) => product === mark) as
		| Product
		| undefined;
	if (marked === undefined)
		return {
			problem: `the annotation ${TARGET_MARK} is ${JSON.stringify(mark)}; want one of ${PRODUCTS.join(", ")}`,
		};
	if (byChart !== undefined && byChart !== marked)
		return {
			problem: `it is marked as ${marked} by ${TARGET_MARK}, but its chart is ${byChart}; remove the mark`,
		};
	return { product: marked };
}

/** The target of a chart whose values are a mapping of the object. */
export function valuesTarget(
	item: Item,
	root: unknown,
	base: readonly Step[],
	product: Product,
): FoundTargets {
	const problem = wrongShape(root, base);
	if (problem !== undefined) return { problems: [problem] };
	if (product === "ako")
		return { ako: [mappingTarget(item, root, base, AKO_VALUES)] };
	return { cilium: [mappingTarget(item, root, base, CILIUM_VALUES)] };
}

/** What to set by hand in an object that can't be edited. */
export function byHand(product: Product, where: string): string {
	const keys =
		product === "ako"
			? "AKOSettings.cniPlugin"
			: "sctp.enabled and rollOutCiliumPods";
	return `set ${keys} by hand ${where}`;
}

/** The product that an umbrella chart brings along, by the key of its subchart. */
export function umbrellaProduct(values: unknown): Product | undefined {
	if (!isMapping(values)) return undefined;
	if (isMapping(valueAt(values, ["ako", "AKOSettings"]))) return "ako";
	const cilium = values.cilium;
	return isMapping(cilium) && ("ipam" in cilium || "sctp" in cilium)
		? "cilium"
		: undefined;
}

/** Joins what several parts of an object say. */
export function joinTargets(all: readonly FoundTargets[]): FoundTargets {
	return {
		ako: all.flatMap(({ ako = [] }) => ako),
		cilium: all.flatMap(({ cilium = [] }) => cilium),
		problems: all.flatMap(({ problems = [] }) => problems),
		notes: all.flatMap(({ notes = [] }) => notes),
	};
}
