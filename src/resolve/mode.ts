import type { Cluster } from "../group/cluster.ts";
import { clusterPool } from "./cluster-pool.ts";
import type { IpamMode } from "./ipam-mode.ts";
import { kubernetes } from "./kubernetes.ts";
import { multiPool } from "./multi-pool.ts";

const BY_NAME: Readonly<Record<IpamMode["name"], IpamMode>> = {
	"cluster-pool": clusterPool,
	kubernetes,
	"multi-pool": multiPool,
};

/** The IPAM modes that routes can be made for. */
export const IPAM_MODES = Object.values(BY_NAME);

/** Which IPAM mode a cluster is in, and how that is known. */
export interface ModeDecision {
	/** The configured name of the mode; undefined when there is no cilium-config and no override. */
	readonly name: string | undefined;
	/** The mode that routes are made for; undefined when there is none of that name. */
	readonly mode: IpamMode | undefined;
	readonly from: "cilium-config" | "default" | "override" | "nothing";
	/** The mode in cilium-config, whatever the override. */
	readonly configured: string | undefined;
}

/** Cilium's mode where cilium-config has no key `ipam` (agent and chart, since 1.8). */
const DEFAULT_MODE = clusterPool.name;

/** The mode of that name; undefined when routes can be made for none. */
export function findMode(name: string | undefined): IpamMode | undefined {
	return IPAM_MODES.find((mode) => mode.name === name);
}

/** The mode whose pod CIDRs AKO reads with that cniPlugin (in lower case); for most values, those of Node.spec. */
export function modeReadByAko(cniPlugin: string): IpamMode {
	return (
		IPAM_MODES.find(
			(mode) => mode.isReadByAko && mode.cniPlugin === cniPlugin,
		) ?? kubernetes
	);
}

/** Decides the IPAM mode: the override, else the key `ipam` of cilium-config, else Cilium's default. */
export function decideMode({ config, ciliumConfig }: Cluster): ModeDecision {
	const configured = ciliumConfig && (ciliumConfig.data.ipam ?? DEFAULT_MODE);
	const decision = (name: string | undefined, from: ModeDecision["from"]) => ({
		name,
		mode: findMode(name),
		from,
		configured,
	});
	if (config.ipamMode !== "Auto") return decision(config.ipamMode, "override");
	if (ciliumConfig === undefined) return decision(undefined, "nothing");
	const isSet = ciliumConfig.data.ipam !== undefined;
	return decision(configured, isSet ? "cilium-config" : "default");
}
