import { filePath, type Item, itemFolder } from "../../krm/item.ts";
import { joinFolders } from "../../krm/paths.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { ValuesFiles } from "../values-files.ts";
import { productOf } from "./chart.ts";
import { fileSource } from "./file-source.ts";
import { fieldOf, parsedValue, valueAt } from "./mapping.ts";
import { settingNotes } from "./settings-in.ts";
import type { Note } from "./target.ts";
import {
	CHARTS,
	chartOf,
	chartsOfTargets,
	type Installs,
	installedAt,
	installs,
	namesCluster,
	TARGETS,
} from "./tool-charts.ts";
import type { ValuesHolder } from "./values-fields.ts";

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
		const settings = settingNotes(value, (name, product) => ({
			field: key,
			message: `its ${key} set values of ${name}, which are not edited here`,
			place: `in ${key}`,
			extent: told.includes(product) ? "patch" : "whole",
		}));
		return [
			...charts.map((note) => ({ ...note, isBootstrap })),
			...settings.filter(({ product }) => !own.includes(product)),
		];
	});
}

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
		fileSource({ ...from, path }, file, from.files, inside),
	];
	const field = fieldOf(path);
	if (isDependency) {
		const own = String(valueAt(value, ["alias"]) ?? chart);
		const place = `below ${own} in the values of this chart`;
		const note = installs(product, field, place, beside("values.yaml", own));
		return [isSetElsewhere(from, own) ? withoutUnset(note) : note];
	}
	if (path[0] === "helmChart") {
		const place = "in helm-values.yaml beside it";
		return [installs(product, "helmChart", place, beside("helm-values.yaml"))];
	}
	return [installedAt(from, product, [path])];
}

/** True where other files of the package, such as values-prod.yaml, have values of AKO below the key of a subchart. */
function isSetElsewhere({ item, files }: ValuesHolder, key: string): boolean {
	const own = joinFolders(itemFolder(item), "values.yaml");
	return files.ofAko
		.filter((file) => filePath(file) !== own)
		.some((file) =>
			isMapping(valueAt(parsedValue(file), [key, "AKOSettings"])),
		);
}

/** The note on values that others may add to: what they set is asked for there. */
const withoutUnset = (note: Installs): Installs => ({
	...note,
	isPatch: true,
	seen: note.seen.filter(({ value }) => value !== ""),
});
