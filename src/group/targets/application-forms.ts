import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import type { Layers } from "./layered-target.ts";
import { isSet, listAt, valueAt } from "./mapping.ts";
import {
	checkedSource,
	hiddenSource,
	listedSources,
	namedSource,
	namedValues,
	type ReadSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";

/**
 * What sets the values of a source of an Application, highest first: fileParameters, parameters, valuesObject or else
 * the text of values (which counts only without it), valueFiles, the chart.
 */
export function applicationLayers(
	item: Item,
	value: unknown,
	source: readonly Step[],
): Layers {
	const helm = [...source, "helm"];
	const inline = inlineValues(item, value, helm);
	const hasInline =
		isSet(value, [...helm, "valuesObject"]) ||
		isSet(value, [...helm, "values"]);
	const list = [...helm, "parameters"];
	const parameters = namedValues(value, list);
	const addAt = hasInline ? undefined : [...list, "-"];
	const set = namedSource({ item, path: list }, parameters, addAt);
	return {
		item,
		sources: [
			...fileParameters(item, value, helm),
			set,
			inline,
			...ofTheChart(item, value, source),
		],
		home: parameters.length > 0 && !hasInline ? set : inline,
	};
}

/** The form in use: valuesObject, else the text of values; valuesObject when neither is set. */
function inlineValues(
	item: Item,
	value: unknown,
	helm: readonly Step[],
): ReadSource {
	const text = valueAt(value, [...helm, "values"]);
	const object = [...helm, "valuesObject"];
	const isText =
		!isSet(value, object) && typeof text === "string" && text.trim() !== "";
	return isText
		? textSource({ item, path: [...helm, "values"] }, text)
		: checkedSource({ item, path: object }, value);
}

function fileParameters(
	item: Item,
	value: unknown,
	helm: readonly Step[],
): ValueSource[] {
	const path = [...helm, "fileParameters"];
	return listAt(value, path).map((entry, i) =>
		hiddenSource(
			{ item, path: [...path, i] },
			{ kind: "elsewhere", what: `file ${valueAt(entry, ["path"])}` },
			String(valueAt(entry, ["name"])),
		),
	);
}

/** Values in files: the valueFiles of the source, and those of a chart in git. */
function ofTheChart(
	item: Item,
	value: unknown,
	source: readonly Step[],
): ValueSource[] {
	const files = [...source, "helm", "valueFiles"];
	const listed = listedSources({ item, path: files }, value);
	const path = [...source, "path"];
	const folder = valueAt(value, path);
	const url = String(valueAt(value, [...source, "repoURL"]));
	const isInGit =
		!isSet(value, [...source, "chart"]) &&
		!url.startsWith("oci://") &&
		typeof folder === "string";
	if (listed.length > 0 || !isInGit) return listed;
	const what = `${folder}/values.yaml of the chart in git`;
	return [hiddenSource({ item, path }, { kind: "default", what })];
}
