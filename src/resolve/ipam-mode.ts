import type { AviRoutesIpamMode } from "../../schemas/generated/types.ts";
import type { Source } from "../model/entry.ts";
import type { CiliumNodeSnapshot, NodeSnapshot } from "../model/lists.ts";
import type { PodCIDR } from "./pod-cidr.ts";

/** Why there are no pod CIDRs: the source is empty, or AKO can't read it. */
export interface CIDRProblem {
	readonly kind: "no-pod-cidr" | "bad-pod-cidr";
	/** What is wrong, in words that follow the node's name. */
	readonly detail: string;
	/** What to do, when it is not the default remedy. */
	readonly remedy?: string;
	/** Texts about several nodes, when `detail` and `remedy` name values of this node. */
	readonly ofSeveral?: { readonly detail: string; readonly remedy: string };
	readonly currentValue?: string;
	readonly source: Source;
	readonly field: string;
}

/** The pod CIDRs of a node in an IPAM mode's own source, or why AKO gives up on the node. */
export interface NodeCIDRs {
	readonly podCIDRs: readonly PodCIDR[];
	/** Set when AKO returns an error for the node and programs none of its routes. */
	readonly problem?: CIDRProblem;
}

/** An IPAM mode in which pod CIDRs belong to nodes. */
export interface IpamMode {
	/** Its value in spec.ipamMode of an AviRoutes. */
	readonly name: Exclude<AviRoutesIpamMode, "Auto">;
	/** The value of AKOSettings.cniPlugin with which AKO reads the same source. */
	readonly cniPlugin: "cilium" | "";
	/** The kind of object that holds the pod CIDRs. */
	readonly source: "Node" | "CiliumNode";
	/** The field of a snapshot's entry that holds them. */
	readonly field: "podCIDRs" | "pools";
	/** The field's name in the Kubernetes object, for messages. */
	readonly fieldName: string;
	/** False when no value of cniPlugin makes AKO read the CIDRs. */
	readonly isReadByAko: boolean;
	/** Why there are no routes when AKO owns them and can't read this mode, and what to do. */
	readonly unread?: { readonly reason: string; readonly remedy: string };
	/** What leaves the field empty, other than an allocator that allocates nothing. */
	readonly emptyWhen?: string;
	/** Where the networks stand that nodes get their CIDRs of; absent when Cilium does not hand them out. */
	readonly pools?: "cilium-config" | "CiliumPodIPPool";
	/** The pod CIDRs, as AKO reads them. */
	readonly podCIDRs: ReadCIDRs;
	/** The pod CIDRs as Cilium reads them, where that is not the same. */
	readonly podCIDRsOfCilium?: ReadCIDRs;
}

/** Reads the pod CIDRs of a node. */
type ReadCIDRs = (
	node: NodeSnapshot,
	ciliumNode: CiliumNodeSnapshot | undefined,
) => NodeCIDRs;
