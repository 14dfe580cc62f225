import type { Step } from "../../text/edit-value.ts";
import type { TargetObject } from "../neighbours.ts";
import { chartPaths } from "./application.ts";
import { orMark } from "./chart.ts";
import { fieldOf, type Holder, isSet, valueAt } from "./mapping.ts";
import { type SectionPlace, sectionPlace } from "./section-place.ts";
import { settingsIn } from "./settings-in.ts";
import type { FoundTargets, Note } from "./target.ts";

/** Fields that hold the values of the chart, where a mark has them edited. */
const ROOTS =
	/^spec\.(?:values|valuesContent|set|sources?(?:\[\d+\])?\.helm\.(?:valuesObject|values|parameters))$/;

/** Fields that say which chart an object installs, or the source of an Application. */
const CHARTS: Readonly<Record<string, readonly string[]>> = {
	HelmRelease: ["chart", "chartRef"],
	Application: ["chart", "repoURL", "path"],
};

/** The targets of an object that names its chart; a note where it has none, and yet settings of AKO. */
export function notedTargets(
	found: FoundTargets,
	{ item, root, neighbours }: TargetObject,
): FoundTargets {
	const isTold = Object.values(found).some((list) => list.length > 0);
	if (isTold || !item.mentions(/AKOSettings/)) return found;
	const place = sectionPlace(valueAt(root, ["spec"]), ["spec"]);
	// Patches are read with what they change.
	const isPatch =
		place?.path.includes("kustomize") && neighbours.overlays.byItem.has(item);
	return place === undefined || isPatch
		? found
		: { notes: [noteOf(place, { item, root })] };
}

function noteOf(place: SectionPlace, from: Holder): Note {
	const { path, inner = [] } = place;
	const field = fieldOf(path);
	const isAtRoot = ROOTS.test(field) && inner.length === 0;
	const isPatch = isAtRoot && !hasChart(path, from);
	const extent = isPatch ? "patch" : "whole";
	const seen = settingsIn("ako", valueAt(from.root, ["spec"]), extent);
	const rest = {
		product: "ako",
		seen,
		isPatch: isPatch || seen.length > 0,
	} as const;
	if (!isAtRoot) {
		const inText = inner.length === 0 ? "" : `: ${fieldOf(inner)}`;
		const message =
			"it sets AKOSettings inside of values that are not those of the chart ako";
		return { field, message, place: `below ${field}${inText}`, ...rest };
	}
	const own = isPatch
		? "it is a patch for kustomize, whose values win"
		: "its chart has another name";
	const message = `it sets AKOSettings and names no chart ako: ${own}`;
	// Of several charts, a mark would not say which it means.
	const mark = chartPaths(from.root).length < 2 ? `, ${orMark("ako")}` : "";
	return { field: "spec", message, place: `there${mark}`, ...rest };
}

/** True when the object, or the source that has the values, names a chart; a HelmChart is one by its own name. */
function hasChart(path: readonly Step[], { item, root }: Holder) {
	const fields = CHARTS[item.kind];
	const helm = path.indexOf("helm");
	const source = helm < 0 ? ["spec"] : path.slice(0, helm);
	return (
		fields === undefined ||
		fields.some((field) => isSet(root, [...source, field]))
	);
}
