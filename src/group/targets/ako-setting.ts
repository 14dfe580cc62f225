import { joinPath } from "../../read/validate.ts";
import type { Cluster, ConfigData } from "../cluster.ts";
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

/** The settings of the running AKO, read like those of a target. */
export function liveSettings({
	data,
	source: { item, path },
}: ConfigData): Settings<AkoKey> {
	return {
		item,
		values: data,
		unknown: {},
		where: (key) => ({ item, field: joinPath(path, key) }),
	};
}
