import type { Item } from "../../krm/item.ts";
import { akoSettingRow } from "./ako-settings.ts";
import { mappingTarget, wrongShape } from "./mapping.ts";
import { type FoundTargets, keyPaths } from "./target.ts";

/** The AKO operator's AKOConfig: typed fields, so truth values are truth values. */
const PATHS = keyPaths((key) => {
	const { akoConfig: path, isBoolean } = akoSettingRow(key);
	if (path === undefined) return undefined;
	return isBoolean ? { path, isBoolean } : { path };
});

/** The settings are in spec.akoSettings and spec.controllerSettings. */
export function akoConfig(value: unknown, item: Item): FoundTargets {
	const problem =
		wrongShape(value, ["spec", "akoSettings"]) ??
		wrongShape(value, ["spec", "controllerSettings"]);
	return problem === undefined
		? { ako: [mappingTarget(item, value, ["spec"], PATHS)] }
		: { problems: [problem] };
}
