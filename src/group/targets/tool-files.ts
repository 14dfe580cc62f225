import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { productOf } from "./chart.ts";
import { fieldOf, valueAt } from "./mapping.ts";
import { setsAKO } from "./sets-ako.ts";
import type { Note, Product } from "./target.ts";

/** Fields that name a chart: those of Fleet, Helmfile and kluctl, where it may be the end of an OCI repository. */
const CHARTS = ["chart", "chartName", "repo"];

/** Fields beside a chart that set its values, in a fleet.yaml and in a helmfile. */
const VALUES = ["values", "valuesFiles", "valuesFrom", "set", "setString"];

/** What a text must hold of an installation of AKO where it is no YAML yet. */
const CHART = /^\s*(?:- *)?chart: *["']?(?:\S*\/)?ako["']?\s*$|AKOSettings/m;

/**
 * Notes on the charts that a fleet.yaml, a helmfile, a file of kluctl or an umbrella chart installs, and on other fields with values of
 * AKO: Fleet, Helmfile and Helm set the values, which are neither compared nor edited.
 */
export function chartsOfTool(item: Item): readonly Note[] {
	const parsed = item.parsed();
	if ("problem" in parsed)
		return item.mentions(CHART)
			? [installs("ako", "", "in the values of its chart ako")]
			: [];
	return Object.entries(isMapping(parsed.value) ? parsed.value : {}).flatMap(
		([key, own]) => {
			const notes = chartsIn(own, [key]);
			const isTold = notes.some(({ product }) => product === "ako");
			return isTold || !setsAKO(own) ? notes : [...notes, sets(key)];
		},
	);
}

/** The notes on mappings with a `chart` at the path and in lists below it, and on a chart's dependencies. */
function chartsIn(
	value: unknown,
	path: readonly Step[],
): ReturnType<typeof installs>[] {
	if (Array.isArray(value))
		return value.flatMap((entry, i) => chartsIn(entry, [...path, i]));
	const isDependency = path[0] === "dependencies";
	const chart = (isDependency ? ["name"] : CHARTS)
		.map((key) => valueAt(value, [key]))
		.find((name) => typeof name === "string");
	const { product } = productOf({}, String(chart).replace(ARCHIVE, ""));
	if (product === undefined) return [];
	if (isDependency) {
		const own = valueAt(value, ["alias"]) ?? chart;
		const place = `below ${own} in the values of this chart`;
		return [installs(product, fieldOf(path), place)];
	}
	if (path[0] === "helmChart") {
		const place = "in helm-values.yaml beside it";
		return [installs(product, "helmChart", place)];
	}
	const set = VALUES.filter((key) => valueAt(value, [key]) !== undefined);
	const [own = fieldOf([...path, "values"]), ...others] = set.map((key) =>
		fieldOf([...path, key]),
	);
	const place = `in ${[own, ...others].join(" or ")}`;
	return [installs(product, fieldOf(path), place)];
}

/** The version in the name of a chart's archive. */
const ARCHIVE = /-v?\d[^/]*\.tgz$|\.tgz$/;

const installs = (product: Product, field: string, place: string) => ({
	field,
	message: `it installs ${NAMES[product]}, whose values are not compared or edited here`,
	product,
	place,
});

const NAMES: Readonly<Record<Product, string>> = {
	ako: "AKO",
	cilium: "Cilium",
};

const sets = (field: string): Note => ({
	field,
	message: `its ${field} set values of AKO, which are not compared or edited here`,
	product: "ako",
	place: `in ${field}`,
});
