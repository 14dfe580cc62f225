import type { Item } from "../../krm/item.ts";
import { isMapping } from "../../read/cut.ts";
import { hasLiveMarks } from "../raw/config-map.ts";
import { byHand } from "./chart.ts";
import { valueAt, valueRead } from "./mapping.ts";
import type { Note } from "./target.ts";

/**
 * Notes on a Kustomization, kustomize's or Flux's, whose own patches or charts set values of AKO: they win over those in
 * the objects, and are neither compared nor edited. A dump gets none.
 */
export function kustomizationNotes(item: Item): readonly Note[] {
	if (!item.mentions(SETTINGS) || hasLiveMarks(item)) return [];
	const value = valueRead(item.parsed());
	return (["", "spec."] as const).flatMap((before) => {
		const fields = before === "" ? value : valueAt(value, ["spec"]);
		return Object.entries(isMapping(fields) ? fields : {})
			.filter(([key, own]) => key !== "spec" && isSetting(own))
			.map(([key]) => ({
				field: `${before}${key}`,
				message: `its ${key} set values of AKO, which win over those in the objects`,
				remedy: byHand("ako", "there"),
			}));
	});
}

const SETTINGS = /AKOSettings/;

const isSetting = (value: unknown) =>
	SETTINGS.test(JSON.stringify(value) ?? "");
