import type { Item } from "../../krm/item.ts";
import { akoSettingRow } from "../../model/ako-settings.ts";
import { lockOf } from "./chart.ts";
import { layeredTarget } from "./layered-target.ts";
import { wrongShape } from "./mapping.ts";
import { akoPaths, type FoundTargets } from "./target.ts";
import { mappingSource } from "./value-source.ts";

/** Settings of the AKO operator's AKOConfig; its booleans are booleans, not texts. */
const PATHS = akoPaths((key) => {
	const { akoConfig: path, isBoolean } = akoSettingRow(key);
	if (path === undefined) return undefined;
	return isBoolean ? { path, isBoolean } : { path };
});

/** The settings are in spec.akoSettings and spec.controllerSettings. */
export function akoConfig(value: unknown, item: Item): FoundTargets {
	const problem =
		wrongShape(value, ["spec", "akoSettings"]) ??
		wrongShape(value, ["spec", "controllerSettings"]);
	if (problem !== undefined) return { problems: [problem] };
	const home = mappingSource({ item, path: ["spec"] }, value);
	const layers = { item, sources: [home], home };
	return { ako: [layeredTarget(layers, PATHS, lockOf(item))] };
}
