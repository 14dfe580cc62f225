import type { VrfContext } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import { AKO_SETTINGS } from "../model/ako-settings.ts";
import { decideFamily, type FamilyDecision } from "./ip-family.ts";
import { decideVrf, type VrfDecision } from "./vrf.ts";

/** Settings adopted from AKO when they are not configured, so that both mean the same routes. */
export interface Settings {
	readonly vrfContext: VrfContext;
	readonly vrf: VrfDecision;
	readonly family: FamilyDecision;
}

/** The VRF context and the families: the configuration, else an AKO target, else the live AKO, else AKO's default. */
export function adoptSettings(cluster: Cluster): Settings {
	const { config } = cluster;
	const vrf = decideVrf(cluster);
	const adopt = (key: "cloudName" | "tenantName") =>
		akoSetting(cluster, key)?.value ?? AKO_SETTINGS[key].default;
	const vrfContext = {
		name: vrf.name,
		cloud: config.vrfContext.cloud ?? adopt("cloudName"),
		tenant: config.vrfContext.tenant ?? adopt("tenantName"),
	};
	return { vrfContext, vrf, family: decideFamily(cluster) };
}
