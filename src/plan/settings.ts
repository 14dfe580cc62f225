import type { Cluster, ConfigData } from "../group/cluster.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Outcome } from "../krm/result.ts";
import type { IpFamily, VrfContext } from "../read/config.ts";
import { joinPath } from "../read/validate.ts";

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
		...(akoConfig === undefined ? [] : [akoConfig]),
	];
	const adopt = (key: string) =>
		sources.find(({ data }) => (data[key] ?? "") !== "");
	const vrf = (part: keyof VrfContext) =>
		config.vrfContext[part] ??
		adopt(AKO_KEYS[part])?.data[AKO_KEYS[part]] ??
		DEFAULT_VRF[part];
	const vrfContext = {
		name: vrf("name"),
		cloud: vrf("cloud"),
		tenant: vrf("tenant"),
	};
	const from = adopt("ipFamily");
	const ipFamily = config.ipFamily ?? from?.data.ipFamily ?? "V4";
	if (FAMILIES.includes(ipFamily))
		return {
			value: { vrfContext, ipFamily: ipFamily as IpFamily },
			results: [],
		};
	const { source } = from as ConfigData;
	const message = `cluster ${name}: AKO's ipFamily is ${JSON.stringify(ipFamily)}, with which AKO does not start; want ${FAMILIES.join(", ")} or empty`;
	const remark = {
		check: "input-invalid",
		severity: "error",
		message,
		cluster: name,
		field: joinPath(source.path, "ipFamily"),
		currentValue: ipFamily,
	} as const;
	return {
		value: { vrfContext, ipFamily: "V4" },
		results: [resultAt(source.item, remark)],
	};
}
