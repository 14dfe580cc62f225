import type { VrfContext } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Outcome } from "../krm/result.ts";
import { AKO_SETTINGS } from "../model/ako-settings.ts";
import { decideFamily, type FamilyDecision, IP_FAMILIES } from "./ip-family.ts";
import { decideVrf, type VrfDecision } from "./vrf.ts";

/** Settings adopted from AKO when they are not configured, so that both mean the same routes. */
export interface Settings {
	readonly vrfContext: VrfContext;
	readonly vrf: VrfDecision;
	readonly family: FamilyDecision;
}

/** The VRF context and the families: the configuration, else an AKO target, else the live AKO, else AKO's default. */
export function adoptSettings(cluster: Cluster): Outcome<Settings> {
	const { config, name } = cluster;
	const vrf = decideVrf(cluster);
	const adopt = (key: "cloudName" | "tenantName") =>
		akoSetting(cluster, key)?.value ?? AKO_SETTINGS[key].default;
	const vrfContext = {
		name: vrf.name,
		cloud: config.vrfContext.cloud ?? adopt("cloudName"),
		tenant: config.vrfContext.tenant ?? adopt("tenantName"),
	};
	const family = decideFamily(cluster);
	const value = { vrfContext, vrf, family };
	const { invalid, settings } = family;
	if (invalid === undefined) return { value, results: [] };
	const message = `cluster ${name}: AKO's ipFamily is ${JSON.stringify(invalid)}, with which AKO does not start; want ${IP_FAMILIES.join(", ")} or empty`;
	const { item, field } = settings?.where("ipFamily") ?? {};
	const result = resultAt(item, {
		check: "input-invalid",
		severity: "error",
		message,
		cluster: name,
		field,
		currentValue: invalid,
	});
	return { value, results: [result] };
}
