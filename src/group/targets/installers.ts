import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import { productOf, seenInChart } from "./chart.ts";
import { entryPaths, fieldOf, isSet, valueAt } from "./mapping.ts";
import { NAMES, type Note, type Product } from "./target.ts";
import {
	fieldSources,
	placeOf,
	type ValuesField,
	type ValuesHolder,
} from "./values-fields.ts";

/** A kind that installs charts and is never edited: where its charts are, and their values. */
interface Installer {
	readonly kinds: readonly string[];
	/** The API group, and a slash; of what needs no apiVersion the text before it does not matter. */
	readonly group: string;
	/** Path of the chart, or of a list of charts. */
	readonly charts: readonly string[];
	/** Path of the chart's name in it; absent where the last step of `charts` is the name. */
	readonly name?: readonly string[];
	/** The fields with its values, highest first. */
	readonly values: (chart: unknown) => readonly ValuesField[];
}

const at = (...path: string[]): ValuesField => ({ path, as: "values" });
const filesAt = (...path: string[]): ValuesField => ({ path, as: "files" });
const elsewhere = (field: string): ValuesField => ({
	path: [field],
	as: "elsewhere",
});

/** Values of a chart of kustomize (api/internal/builtins/HelmChartInflationGenerator.go). */
function kustomizeValues(chart: unknown): ValuesField[] {
	const [more, inline, file] = [
		filesAt("additionalValuesFiles"),
		at("valuesInline"),
		filesAt("valuesFile"),
	];
	const order = valueAt(chart, ["valuesMerge"]);
	if (!isMapping(valueAt(chart, ["valuesInline"]))) return [more, file, inline];
	if (order === "replace") return [more, inline];
	return order === "merge" ? [more, file, inline] : [more, inline, file];
}

/** Every kind of object that installs charts, but for those that are edited. */
const INSTALLERS: readonly Installer[] = [
	{
		kinds: ["Kustomization", "Component"],
		group: "kustomize.config.k8s.io/",
		charts: ["helmCharts"],
		name: ["name"],
		values: kustomizeValues,
	},
	{
		kinds: ["HelmChartInflationGenerator"],
		group: "builtin",
		charts: [],
		name: ["name"],
		values: kustomizeValues,
	},
	{
		// Cluster API's add-on provider for Helm.
		kinds: ["HelmChartProxy"],
		group: "addons.cluster.x-k8s.io/",
		charts: ["spec"],
		name: ["chartName"],
		values: () => [at("valuesTemplate")],
	},
	{
		// Rancher's, whose RKE2 has Cilium as a chart of its own.
		kinds: ["Cluster"],
		group: "provisioning.cattle.io/",
		charts: ["spec", "rkeConfig", "chartValues", "rke2-cilium"],
		values: () => [at()],
	},
	{
		// Crossplane's provider for Helm.
		kinds: ["Release"],
		group: "helm.crossplane.io/",
		charts: ["spec", "forProvider"],
		name: ["chart", "name"],
		values: () => [elsewhere("set"), at("values"), elsewhere("valuesFrom")],
	},
	{
		// Sveltos.
		kinds: ["ClusterProfile", "Profile"],
		group: "config.projectsveltos.io/",
		charts: ["spec", "helmCharts"],
		name: ["chartName"],
		values: () => [elsewhere("valuesFrom"), at("values")],
	},
	{
		kinds: ["ClusterConfig"],
		group: "k0s.k0sproject.io/",
		charts: ["spec", "extensions", "helm", "charts"],
		name: ["chartname"],
		values: () => [at("values")],
	},
];

/** The row of an item; undefined when it installs no chart that can be told. */
export function installerOf(item: Item): Installer | undefined {
	const kind = item.kind || toolOf(filePath(item)) || "";
	return INSTALLERS.find(
		({ kinds, group }) =>
			kinds.includes(kind) &&
			(item.apiVersion === "" || item.apiVersion.startsWith(group)),
	);
}

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
