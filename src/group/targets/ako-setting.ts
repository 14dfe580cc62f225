import type { Cluster } from "../cluster.ts";
import { liveSettings } from "./config-map.ts";
import type { AkoKey, Settings } from "./target.ts";

/** The sources of AKO's settings: the targets in the package, then the running AKO. */
export const akoSources = ({
	akoTargets,
	akoConfig,
}: Cluster): readonly Settings<AkoKey>[] => [
	...akoTargets,
	...(akoConfig === undefined ? [] : [liveSettings(akoConfig)]),
];

/** The first source that sets the key. */
export function akoSetting(
	cluster: Cluster,
	key: AkoKey,
): { readonly value: string; readonly settings: Settings<AkoKey> } | undefined {
	for (const settings of akoSources(cluster)) {
		const value = settings.values[key] ?? "";
		if (value !== "") return { value, settings };
	}
	return undefined;
}
