import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import { hasLiveMarks } from "../raw/config-map.ts";
import { CHARTS } from "./chart.ts";
import { valueAt, valueRead } from "./mapping.ts";
import { setsAKO } from "./sets-ako.ts";
import type { Note } from "./target.ts";
import { chartsOfTool } from "./tool-files.ts";

/** Kinds of kustomize and Flux, whose patches and charts win over the objects that they change. */
const KUSTOMIZATIONS = ["Kustomization", "Component"];

/** Kinds that hold values or objects for others, or only mention settings. */
const HOLDERS = /^(?:ConfigMap|Secret|ResourceList|CustomResourceDefinition)$/;

/** Quick test: a text without a match sets nothing. */
const MENTION = /AKOSettings|cniPlugin|helmCharts/;

/**
 * Notes on an object of a kind that is not read and that sets values of AKO, such as a Kustomization or a Release of
 * Crossplane: they are neither compared nor edited. A dump gets none.
 */
export function unreadSettings(item: Item): readonly Note[] {
	const { kind } = item;
	const tool = kind === "" ? toolOf(filePath(item)) : undefined;
	if (tool !== undefined && tool !== "Kustomization") return chartsOfTool(item);
	if (!item.mentions(MENTION) || HOLDERS.test(kind) || hasLiveMarks(item))
		return [];
	const value = valueRead(item.parsed());
	if (KUSTOMIZATIONS.includes(kind) || tool === "Kustomization")
		return (["", "spec."] as const).flatMap((before) =>
			kustomizationNotes(
				before === "" ? value : valueAt(value, ["spec"]),
				before,
			),
		);
	if (kind === "") return [];
	const field = Object.keys(isMapping(value) ? value : {}).find((key) =>
		setsAKO(valueAt(value, [key])),
	);
	const message =
		"it sets values of AKO, which are not compared or edited here";
	return field === undefined
		? []
		: [{ field, message, product: "ako", place: "there" }];
}

function kustomizationNotes(fields: unknown, before: string): Note[] {
	return Object.entries(isMapping(fields) ? fields : {})
		.filter(
			([key, own]) =>
				key !== "spec" &&
				(setsAKO(own) || (key === "helmCharts" && hasAKOChart(own))),
		)
		.map(
			([key]): Note => ({
				field: `${before}${key}`,
				message: `its ${key} set values of AKO, which win over those in the objects`,
				product: "ako",
				place: "there",
			}),
		);
}

const hasAKOChart = (charts: unknown) =>
	Array.isArray(charts) &&
	charts.some(
		(chart) => CHARTS.get(String(valueAt(chart, ["name"]))) === "ako",
	);
