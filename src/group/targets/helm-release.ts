import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { Neighbours, TargetObject } from "../neighbours.ts";
import {
	chartTargets,
	orMark,
	productOf,
	umbrellaNote,
	versionAt,
} from "./chart.ts";
import { keptFile, listedFiles } from "./file-source.ts";
import {
	type Holder,
	isSet,
	type OwnValues,
	parsedValue,
	valueAt,
} from "./mapping.ts";
import { settingNotes } from "./settings-in.ts";
import type { FoundTargets, Note } from "./target.ts";
import {
	checkedSource,
	hiddenSource,
	type ValueSource,
} from "./value-source.ts";
import { valuesFrom } from "./values-from.ts";

const CHART = ["spec", "chart", "spec"];
const VALUES = ["spec", "values"];

/** The kinds that spec.chartRef may name. */
const PLURALS: Readonly<Record<string, string>> = {
	OCIRepository: "OCIRepositories",
	HelmChart: "HelmCharts",
};

/** A Flux HelmRelease: the settings are in spec.values, and, with lower precedence, in what spec.valuesFrom names. */
export function helmRelease(from: TargetObject): FoundTargets {
	const { item, root, neighbours } = from;
	const { annotations } = item;
	const named = sourcesOfRef(from);
	const own = chartOf(from, named);
	const chart = own && valueAt(own.root, [...own.path, ...own.name]);
	const found = chartTargets(
		{ annotations, chart },
		() => {
			const home = checkedSource({ item, root, path: VALUES });
			const others = valuesFrom(from);
			const sources = [
				home,
				...others,
				...(own ? ofTheChart(own, neighbours) : []),
			];
			return { item, sources, home, version: own && versionOf(own) };
		},
		() => notEditable(root, named.length),
	);
	const isTarget = (found.ako ?? found.cilium) !== undefined;
	return isTarget ? { ...found, notes: patchNotes(root) } : found;
}

/** A note on patches of the rendered chart: they win over all values. */
const patchNotes = (value: unknown): Note[] =>
	settingNotes(valueAt(value, ["spec", "postRenderers"]), (name) => ({
		field: "spec.postRenderers",
		message: `its postRenderers set values of ${name}, which win over the chart's`,
		place: "there",
	}));

/** What names the chart, and its values files. */
interface ChartSpec extends OwnValues {
	/** The name in it. */
	readonly name: readonly Step[];
}

/**
 * The chart of a release: its own template of one, else the only object of its chartRef: a HelmChart, or an
 * OCIRepository, whose URL ends in the chart. Undefined when it is not known.
 */
function chartOf(
	{ item, root }: Holder,
	[source, ...others]: readonly Item[],
): ChartSpec | undefined {
	const name = ["chart"];
	if (isSet(root, [...CHART, ...name]) || source === undefined)
		return { item, root, path: CHART, name };
	if (others.length > 0) return undefined;
	const own = { item: source, root: parsedValue(source), path: ["spec"] };
	return { ...own, name: source.kind === "HelmChart" ? name : ["url"] };
}

/** The version of the chart: of an OCIRepository, whose URL has the chart, its tag. */
function versionOf({ name, ...spec }: ChartSpec) {
	const key = name[0] === "url" ? ["ref", "tag"] : ["version"];
	return versionAt({ ...spec, path: [...spec.path, ...key] });
}

/** The objects that spec.chartRef may name. */
function sourcesOfRef({
	item,
	root,
	neighbours,
}: TargetObject): readonly Item[] {
	const at = (key: string) => valueAt(root, ["spec", "chartRef", key]);
	const [kind, name, namespace] = [at("kind"), at("name"), at("namespace")];
	if (typeof kind !== "string" || !Object.hasOwn(PLURALS, kind)) return [];
	const all = neighbours.candidates(
		item,
		kind,
		String(name),
		typeof namespace === "string" ? namespace : item.namespace,
	);
	// K3s has a kind HelmChart, too.
	return all.filter(({ apiVersion }) => apiVersion.startsWith("source."));
}

/**
 * Values of the chart itself: in values files that the release names, from the root of a chart's repository in git, or in
 * a chart there.
 */
function ofTheChart(
	{ item, root, path: spec }: ChartSpec,
	neighbours: Neighbours,
): ValueSource[] {
	const list = { item, root, path: [...spec, "valuesFiles"] };
	const [kind, name] = ["kind", "name"].map((field) =>
		valueAt(root, [...spec, "sourceRef", field]),
	);
	const [source] = neighbours.named("GitRepository", String(name));
	const url = source && valueAt(parsedValue(source), ["spec", "url"]);
	const listed = listedFiles(list, (entry) =>
		kind === "GitRepository"
			? keptFile(entry, url, neighbours.files)
			: undefined,
	);
	const isInGit = kind === "GitRepository" || kind === "Bucket";
	if (listed.length > 0 || !isInGit) return listed;
	const path = [...spec, "chart"];
	const what = `values.yaml of the chart in ${kind} path ${valueAt(root, path)}`;
	return [hiddenSource({ item, path }, { kind: "default", what })];
}

/** A release whose chart is unknown, or an umbrella chart. */
function notEditable(value: unknown, sources: number): FoundTargets {
	const reference = valueAt(value, ["spec", "chartRef", "name"]);
	const kind = String(valueAt(value, ["spec", "chartRef", "kind"]));
	const { product } = productOf({}, reference);
	if (product === undefined)
		return umbrellaNote(valueAt(value, VALUES), "spec.values.");
	const place = `in spec.values, ${orMark(product)}`;
	const field = "spec.chartRef";
	const why =
		sources > 1
			? `and this package has ${sources} ${PLURALS[kind]} of that name`
			: "which does not name the chart";
	const message = `it takes its chart from a chartRef, ${why}`;
	return { notes: [{ field, message, product, place }] };
}
