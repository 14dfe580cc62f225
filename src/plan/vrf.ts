import type { VrfContext } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import type { AkoKey } from "../group/targets/target.ts";
import { AKO_SETTINGS } from "../model/ako-settings.ts";
import { olderThan } from "../resolve/version.ts";
import { parseGoBoolean } from "../text/go-text.ts";
import { readVipNetworks } from "./ako-networks.ts";

/** The VRF that every cloud of Avi has, and AKO's default. */
const GLOBAL_VRF = AKO_SETTINGS.vrfName.default;

/** The first AKO that reads vrfName with serviceType ClusterIP. */
const FIRST_WITH_VRF_NAME = [1, 12, 1] as const;

/** Why the VRF is unknown. */
export interface UnknownVrf {
	/** The setting that decides; undefined when no setting of AKO is known. */
	readonly key: AkoKey | undefined;
	/** What Avi finds the VRF by, as `network vip-net`. */
	readonly decidedBy: string;
}

/** The VRF of a cluster's routes. */
export interface VrfDecision {
	/** The VRF, or `global` where it is not known. */
	readonly name: string;
	readonly unknown?: UnknownVrf | undefined;
	/** The VRF that AKO uses by its settings; undefined where only Avi knows. */
	readonly ofAko: string | undefined;
	/** True when AKO ignores vrfName here. */
	readonly ignoresVrfName: boolean;
}

/**
 * The VRF that AKO writes routes into (checkAndSetVRFFromNetwork in internal/cache/controller_obj_cache.go of AKO): with
 * serviceType NodePort vrfName; in NSX-T clouds the VRF that Avi made for the T1 router; else vrfName, else the VRF of
 * the first VIP network, which only Avi knows; without a network `global`, as in NSX-T's VPC mode, where AKO takes no VIP
 * network. In AWS, Azure and GCP it is always `global`.
 */
export function decideVrf(cluster: Cluster): VrfDecision {
	const settingOf = (key: AkoKey) => akoSetting(cluster, key)?.value;
	const router = settingOf("nsxtT1LR") ?? "";
	const isOldAko =
		olderThan(cluster.versions.ako, FIRST_WITH_VRF_NAME) !== undefined;
	const isNodePort = settingOf("serviceType") === "NodePort";
	const isVpc = parseGoBoolean(settingOf("vpcMode") ?? "") === true;
	const ignoresVrfName = !isNodePort && (isVpc || router !== "" || isOldAko);
	const vrfName = ignoresVrfName ? "" : (settingOf("vrfName") ?? "");
	const networks = settingOf("vipNetworkList");
	const isGiven = vrfName !== "" || isNodePort || isVpc;
	const unknown = isGiven
		? undefined
		: unknownVrf(cluster, router, networks ?? "");
	const isKnown = isGiven || networks !== undefined;
	const ofAko =
		unknown === undefined && isKnown ? vrfName || GLOBAL_VRF : undefined;
	const configured = cluster.config.vrfContext.name;
	const decision = { ofAko, ignoresVrfName };
	if (configured !== undefined) return { ...decision, name: configured };
	return { ...decision, name: ofAko ?? GLOBAL_VRF, unknown };
}

/** The VRF context: cloud and tenant as configured, else of an AKO target, else of the running AKO, else AKO's default. */
export function vrfContextOf(
	cluster: Cluster,
	{ name }: VrfDecision,
): VrfContext {
	const { cloud, tenant } = cluster.config.vrfContext;
	const adopt = (key: "cloudName" | "tenantName") =>
		akoSetting(cluster, key)?.value ?? AKO_SETTINGS[key].default;
	return {
		name,
		cloud: cloud ?? adopt("cloudName"),
		tenant: tenant ?? adopt("tenantName"),
	};
}

function unknownVrf(
	{ akoConfig, akoTargets, config }: Cluster,
	router: string,
	networks: string,
): UnknownVrf | undefined {
	if (router !== "")
		return { key: "nsxtT1LR", decidedBy: `T1 router ${router}` };
	const [first, ...more] = readVipNetworks(networks);
	const network = first?.name;
	// AKO takes several in AWS alone, where the VRF is always `global`.
	if (network !== undefined && more.length === 0)
		return { key: "vipNetworkList", decidedBy: `network ${network}` };
	const isAkoKnown = akoConfig !== undefined || akoTargets.length > 0;
	return isAkoKnown || config.routeOwner === "AKO"
		? undefined
		: { key: undefined, decidedBy: "settings of AKO that are not here" };
}
