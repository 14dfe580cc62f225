import type { Cluster } from "../cluster.ts";
import { liveSettings } from "./config-map.ts";
import type { AkoKey, Settings } from "./target.ts";

/** The first source that sets the key: a target in the package, else the running AKO. */
export function akoSetting(
	{ akoTargets, akoConfig }: Cluster,
	key: AkoKey,
): { readonly value: string; readonly settings: Settings<AkoKey> } | undefined {
	const sources: readonly Settings<AkoKey>[] = [
		...akoTargets,
		...(akoConfig === undefined ? [] : [liveSettings(akoConfig)]),
	];
	const settings = sources.find(({ values }) => (values[key] ?? "") !== "");
	return settings === undefined
		? undefined
		: { value: settings.values[key] ?? "", settings };
}
