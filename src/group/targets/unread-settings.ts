import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import { hasLiveMarks } from "../raw/config-map.ts";
import type { ValuesFiles } from "../values-files.ts";
import { chartNotes, installerOf } from "./chart-notes.ts";
import { MENTION } from "./endings.ts";
import { parsedValue, valueAt } from "./mapping.ts";
import { settingsIn } from "./settings-in.ts";
import { NAMES, type Note, PRODUCTS } from "./target.ts";
import { chartsOfTool } from "./tool-files.ts";

/** Kinds of kustomize and Flux, whose patches win over the objects that they change. */
const KUSTOMIZATIONS = ["Kustomization", "Component"];

/** Quick test: a text without a match installs nothing. */
const CHART = /ako|cilium/;

/** Kinds that hold values or objects for others, or only mention settings. */
const HOLDERS = /^(?:ConfigMap|Secret|ResourceList|CustomResourceDefinition)$/;

/**
 * Notes on an object of a kind that is not read and that installs AKO or Cilium or sets values of them, such as a
 * Kustomization or a Release of Crossplane: they are not edited. A dump gets none.
 */
export function unreadSettings(
	item: Item,
	files: ValuesFiles,
): readonly Note[] {
	const { kind } = item;
	const tool = kind === "" ? toolOf(filePath(item)) : undefined;
	if (tool !== undefined && tool !== "Kustomization")
		return chartsOfTool(item, files);
	if (kind === "" && tool === undefined) return [];
	const row = item.mentions(CHART) ? installerOf(item) : undefined;
	const hasSettings = item.mentions(MENTION);
	if (!hasSettings && row === undefined) return [];
	if (HOLDERS.test(kind) || hasLiveMarks(item)) return [];
	const value = parsedValue(item);
	const charts = row === undefined ? [] : chartNotes(item, value, row, files);
	if (!hasSettings) return charts;
	const isKustomization =
		KUSTOMIZATIONS.includes(kind) || tool === "Kustomization";
	const settings = isKustomization
		? (["", "spec."] as const).flatMap((before) =>
				patchNotes(before === "" ? value : valueAt(value, ["spec"]), before),
			)
		: holderNotes(value);
	const told = charts.map(({ field }) => field);
	return [
		...charts,
		...settings.filter(
			({ field }) => !told.some((own) => own.startsWith(field)),
		),
	];
}

/** Notes on the fields of a kustomization, whose patches and generators set what they set and leave the rest. */
function patchNotes(fields: unknown, before: string): Note[] {
	return Object.entries(isMapping(fields) ? fields : {})
		.filter(([key]) => key !== "spec")
		.flatMap(([key, own]) =>
			PRODUCTS.flatMap((product): Note[] => {
				const seen = settingsIn(product, own);
				if (seen.length === 0) return [];
				const message = `its ${key} set values of ${NAMES[product]}, which win over those in the objects`;
				const field = `${before}${key}`;
				return [
					{ field, message, product, place: "there", seen, isPatch: true },
				];
			}),
		);
}

/** A note on the first field of another object with settings of a product. */
function holderNotes(value: unknown): Note[] {
	return PRODUCTS.flatMap((product): Note[] => {
		const found = Object.entries(isMapping(value) ? value : {})
			.map(([field, own]) => ({
				field,
				seen: settingsIn(product, own, "whole"),
			}))
			.find(({ seen }) => seen.length > 0);
		const message = `it sets values of ${NAMES[product]}, which are not edited here`;
		const place = "there";
		return found === undefined
			? []
			: [{ ...found, message, product, place, isPatch: true }];
	});
}
