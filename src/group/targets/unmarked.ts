import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import { chartPaths } from "./application.ts";
import { orMark } from "./chart.ts";
import { fieldOf, isSet, valueAt } from "./mapping.ts";
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
	value: unknown,
	item: Item,
): FoundTargets {
	const isTold = Object.values(found).some((list) => list.length > 0);
	if (isTold || !item.mentions(/AKOSettings/)) return found;
	const place = sectionPlace(valueAt(value, ["spec"]), ["spec"]);
	return place === undefined ? found : { notes: [noteOf(place, value, item)] };
}

function noteOf(place: SectionPlace, value: unknown, item: Item): Note {
	const { path, inner = [] } = place;
	const isAtRoot = ROOTS.test(fieldOf(path)) && inner.length === 0;
	const isPatch = isAtRoot && !hasChart(path, value, item);
	const own = isPatch
		? "it is a patch for kustomize, whose values win"
		: "its chart has another name";
	const message = isAtRoot
		? `it sets AKOSettings and names no chart ako: ${own}`
		: "it sets AKOSettings inside of values that are not those of the chart ako";
	const field = fieldOf(path);
	const inText = inner.length === 0 ? "" : `: ${fieldOf(inner)}`;
	const seen = settingsIn(
		"ako",
		valueAt(value, ["spec"]),
		isPatch ? "patch" : "whole",
	);
	// Of several charts, a mark would not say which it means.
	const isOnly = chartPaths(value).length < 2;
	const mark = isAtRoot && isOnly ? `, ${orMark("ako")}` : "";
	return {
		field: isAtRoot ? "spec" : field,
		message,
		product: "ako",
		place: `${isAtRoot ? "there" : `below ${field}${inText}`}${mark}`,
		seen,
		isPatch: isPatch || seen.length > 0,
	};
}

/** True when the object, or the source that has the values, names a chart; a HelmChart is one by its own name. */
function hasChart(path: readonly Step[], value: unknown, { kind }: Item) {
	const fields = CHARTS[kind];
	const helm = path.indexOf("helm");
	const source = helm < 0 ? ["spec"] : path.slice(0, helm);
	return (
		fields === undefined ||
		fields.some((field) => isSet(value, [...source, field]))
	);
}
