import type { Item } from "../../krm/item.ts";
import type { Step } from "../../text/edit-value.ts";
import { chartFiles } from "./application-files.ts";
import type { Layers } from "./layered-target.ts";
import { isSet, listAt, valueAt } from "./mapping.ts";
import {
	checkedSource,
	hiddenSource,
	namedSource,
	namedValues,
	type ReadSource,
	textSource,
	type ValueSource,
} from "./value-source.ts";
import type { ValuesHolder } from "./values-fields.ts";

/**
 * What sets the values of a source of an Application, highest first: fileParameters, parameters, valuesObject or else
 * the text of values (which counts only without it), valueFiles, the chart.
 */
export function applicationLayers(
	from: ValuesHolder,
	source: readonly Step[],
): Layers {
	const { item, root: value } = from;
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
			...chartFiles(from, source),
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
