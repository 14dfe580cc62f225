import type {
	CiliumNodeSnapshot,
	Cluster,
	NodeSnapshot,
	Source,
} from "../group/cluster.ts";
import { clusterPool } from "./cluster-pool.ts";
import { kubernetes } from "./kubernetes.ts";
import { multiPool } from "./multi-pool.ts";

/** A pod CIDR as it is written, with the field that it stands in. */
export interface WrittenCIDR {
	readonly text: string;
	readonly source: Source;
	/** Path of the field in `source.item`. */
	readonly field: string;
}

/** Why there are no pod CIDRs: the source is empty, or AKO can't read what it holds. */
export interface CIDRProblem {
	readonly kind: "no-pod-cidr" | "bad-pod-cidr";
	/** What is wrong, in words that follow the node's name. */
	readonly detail: string;
	readonly source: Source;
	readonly field: string;
}

/** The pod CIDRs of a node in an IPAM mode's own source, or why AKO gives up on the node. */
export interface NodeCIDRs {
	readonly cidrs: readonly WrittenCIDR[];
	/** Set when AKO returns an error for the node and programs none of its routes. */
	readonly problem?: CIDRProblem;
}

/** An IPAM mode in which pod CIDRs belong to nodes. */
export interface IpamMode {
	readonly name: "cluster-pool" | "kubernetes" | "multi-pool";
	/** The value of AKOSettings.cniPlugin with which AKO reads the same source. */
	readonly cniPlugin: "cilium" | "";
	/** The objects and field that hold the pod CIDRs, for messages. */
	readonly fieldName: string;
	/** The pod CIDRs, as AKO reads them. */
	readonly podCIDRs: (
		node: NodeSnapshot,
		ciliumNode: CiliumNodeSnapshot | undefined,
	) => NodeCIDRs;
}

/** The IPAM modes that routes can be made for. */
export const IPAM_MODES = [
	clusterPool,
	kubernetes,
	multiPool,
] as const satisfies readonly IpamMode[];

/** Which IPAM mode a cluster is in, and how that is known. */
export interface ModeDecision {
	/** The mode's name as it is configured; undefined when there is no cilium-config and no override. */
	readonly name: string | undefined;
	/** The mode that routes are made for; undefined when there is none of that name. */
	readonly mode: IpamMode | undefined;
	readonly from: "cilium-config" | "default" | "override" | "nothing";
	/** The mode that cilium-config tells, whatever the override. */
	readonly configured: string | undefined;
}

/** Cilium's mode where cilium-config has no key `ipam` (agent and chart, since 1.8). */
const DEFAULT_MODE = "cluster-pool";

/** Decides the IPAM mode: the override, else the key `ipam` of cilium-config, else Cilium's default. */
export function decideMode({ config, ciliumConfig }: Cluster): ModeDecision {
	const configured =
		ciliumConfig === undefined
			? undefined
			: (ciliumConfig.data.ipam ?? DEFAULT_MODE);
	const name = config.ipamMode === "Auto" ? configured : config.ipamMode;
	const from =
		config.ipamMode !== "Auto"
			? "override"
			: ciliumConfig === undefined
				? "nothing"
				: ciliumConfig.data.ipam === undefined
					? "default"
					: "cilium-config";
	return {
		name,
		mode: IPAM_MODES.find((mode) => mode.name === name),
		from,
		configured,
	};
}
