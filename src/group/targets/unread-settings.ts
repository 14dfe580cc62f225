import { filePath, type Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { toolOf } from "../../read/unread-item.ts";
import type { Step } from "../../text/edit-value.ts";
import { hasLiveMarks } from "../live-marks.ts";
import type { ValuesFiles } from "../values-files.ts";
import { MENTION } from "./endings.ts";
import { chartNotes, installerOf } from "./installers.ts";
import { parsedValue, valueAt } from "./mapping.ts";
import { settingNotes } from "./settings-in.ts";
import { type Note, PRODUCTS } from "./target.ts";
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
	/** True for the path of a text with a patch that is read as a part of what it changes. */
	isRead: (path: readonly Step[]) => boolean,
): readonly Note[] {
	const { kind } = item;
	const tool = kind === "" ? toolOf(filePath(item)) : undefined;
	if (tool !== undefined && tool !== "Kustomization")
		return chartsOfTool(item, files);
	if (kind === "" && tool === undefined) return [];
	const row = item.mentions(CHART) ? installerOf(item) : undefined;
	if (row === undefined && !item.mentions(MENTION)) return [];
	if (HOLDERS.test(kind) || hasLiveMarks(item)) return [];
	const root = parsedValue(item);
	const charts = row ? chartNotes({ item, root, files }, row) : [];
	const isKustomization = KUSTOMIZATIONS.includes(kind) || tool !== undefined;
	const settings = isKustomization
		? [[], ["spec"]].flatMap((path) => patchNotes(root, path, isRead))
		: holderNotes(root);
	const isTold = ({ field }: Note) =>
		charts.some((chart) => chart.field.startsWith(field));
	return [...charts, ...settings.filter((note) => !isTold(note))];
}

/** Notes on the fields of a kustomization, whose patches and generators set what they set and leave the rest. */
const patchNotes = (
	root: unknown,
	path: readonly Step[],
	isRead: (path: readonly Step[]) => boolean,
): Note[] =>
	fieldsOf(valueAt(root, path))
		.filter(([key]) => key !== "spec")
		.flatMap(([key, value]) => {
			const own = [...path, key];
			const isKnown = (i: number) =>
				isRead([...own, i]) || isRead([...own, i, "patch"]);
			const isList = Array.isArray(value);
			const rest = isList ? value.filter((_, i) => !isKnown(i)) : value;
			return settingNotes(rest, (name) => ({
				field: own.join("."),
				message: `its ${key} set values of ${name}, which win over those in the objects`,
				place: "there",
			}));
		});

const fieldsOf = (value: unknown) =>
	Object.entries(isMapping(value) ? value : {});

/** Notes on a patch of kustomize with which nothing here is patched. */
export const idlePatchNotes = (item: Item): Note[] =>
	settingNotes(parsedValue(item), (name) => ({
		field: "",
		message: `a kustomization patches values of ${name} with it in what a target selects, which is nothing here`,
		place: "there, or correct the target",
	}));

/** A note on the first field of another object with settings of each product. */
function holderNotes(value: unknown): Note[] {
	const notes = fieldsOf(value).flatMap(([field, own]) =>
		settingNotes(own, (name) => ({
			field,
			message: `it sets values of ${name}, which are not edited here`,
			place: "there",
			extent: "whole",
		})),
	);
	return PRODUCTS.flatMap(
		(product) => notes.find((note) => note.product === product) ?? [],
	);
}
