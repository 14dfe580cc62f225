import { akoSettingRow, EDITED_AKO_KEYS } from "../../model/ako-settings.ts";
import {
	CILIUM_SETTINGS,
	type CiliumSettingRow,
} from "../../model/cilium-settings.ts";
import type { AkoKey, CiliumKey, Product } from "./target.ts";

/** A way to write a setting: the end of its path, and a text that must stand around it where the path says too little. */
export interface Ending {
	readonly key: AkoKey | CiliumKey;
	readonly steps: readonly string[];
	readonly around?: string;
}

/** The ways to write the settings of a product. */
export interface Endings {
	/** Quick test: a text without a match has none of them. */
	readonly mention: RegExp;
	readonly all: readonly Ending[];
}

const AKO = EDITED_AKO_KEYS.flatMap((key): Ending[] => {
	const { chart, akoConfig, akoDeploymentConfig } = akoSettingRow(key);
	const own = [chart, akoConfig, akoDeploymentConfig].flatMap((steps) =>
		steps === undefined ? [] : [{ key, steps }],
	);
	return [...own, { key, steps: ["data", key], around: "avi-k8s-config" }];
});

/** The settings that are written. A chart's names are those of other charts, too. */
const CILIUM = Object.entries<CiliumSettingRow>(CILIUM_SETTINGS).flatMap(
	([id, { chart, configMap, isBoolean }]): Ending[] => {
		if (isBoolean !== true) return [];
		const key = id as CiliumKey;
		const own: Ending[] = [{ key, steps: chart, around: "cilium" }];
		return configMap === undefined
			? own
			: [...own, { key, steps: ["data", configMap] }];
	},
);

const endingsOf = (all: readonly Ending[]): Endings => {
	const names = all.map(({ steps: [first, ...rest] }) =>
		first === "data" ? rest[0] : first,
	);
	return { all, mention: new RegExp([...new Set(names)].join("|")) };
};

/** Quick test: a text without a match sets nothing of any product. */
export const MENTION = endingsOf([...AKO, ...CILIUM]).mention;

/** The ways to write the names of the cluster and of its VRF in the values of AKO's chart. */
export const AKO_NAMES = endingsOf(
	(["clusterName", "vrfName"] as const).map((key) => ({
		key,
		steps: akoSettingRow(key).chart,
	})),
);

/** The ways to write the settings that this tool writes, the chart's first. */
export const ENDINGS: Readonly<Record<Product, Endings>> = {
	ako: endingsOf(AKO),
	cilium: endingsOf(CILIUM),
};
