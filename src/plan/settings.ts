import type { Cluster } from "../group/cluster.ts";
import { liveSettings } from "../group/targets/config-map.ts";
import type { AkoKey } from "../group/targets/target.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Outcome } from "../krm/result.ts";
import type { IpFamily, VrfContext } from "../read/config.ts";

/** What is not configured here is taken over from AKO, so that both speak of the same routes. */
export interface Settings {
	readonly vrfContext: VrfContext;
	readonly ipFamily: IpFamily;
}

const DEFAULT_VRF: VrfContext = {
	name: "global",
	cloud: "Default-Cloud",
	tenant: "admin",
};
const AKO_KEYS = {
	name: "vrfName",
	cloud: "cloudName",
	tenant: "tenantName",
} as const;
const FAMILIES: readonly string[] = ["V4", "V6", "V4_V6"] satisfies IpFamily[];

/** The VRF context and the families: the configuration, else an AKO target, else the live AKO, else the defaults. */
export function adoptSettings(cluster: Cluster): Outcome<Settings> {
	const { config, akoTargets, akoConfig, name } = cluster;
	const sources = [
		...akoTargets,
		...(akoConfig === undefined ? [] : [liveSettings(akoConfig)]),
	];
	const adopt = (key: AkoKey) =>
		sources.find(({ values }) => (values[key] ?? "") !== "");
	const vrf = (part: keyof VrfContext) => {
		const key = AKO_KEYS[part];
		return (
			config.vrfContext[part] ?? adopt(key)?.values[key] ?? DEFAULT_VRF[part]
		);
	};
	const vrfContext = {
		name: vrf("name"),
		cloud: vrf("cloud"),
		tenant: vrf("tenant"),
	};
	const from = adopt("ipFamily");
	const ipFamily = config.ipFamily ?? from?.values.ipFamily ?? "V4";
	if (FAMILIES.includes(ipFamily))
		return {
			value: { vrfContext, ipFamily: ipFamily as IpFamily },
			results: [],
		};
	const message = `cluster ${name}: AKO's ipFamily is ${JSON.stringify(ipFamily)}, with which AKO does not start; want ${FAMILIES.join(", ")} or empty`;
	const remark = {
		check: "input-invalid",
		severity: "error",
		message,
		cluster: name,
		field: from?.where("ipFamily").field,
		currentValue: ipFamily,
	} as const;
	return {
		value: { vrfContext, ipFamily: "V4" },
		results: [resultAt(from?.where("ipFamily").item, remark)],
	};
}
