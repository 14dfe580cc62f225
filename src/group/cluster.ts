import type { ClusterConfig } from "../config/config.ts";
import type { Head, Item } from "../krm/item.ts";
import type {
	AkoKey,
	CiliumKey,
	FoundTargets,
	Target,
} from "./targets/target.ts";

/** Where a value came from: an item, and the field path of the value inside it (empty for the item itself). */
export interface Source {
	readonly item: Item;
	readonly path: string;
}

/** An address of a node with its Kubernetes type, as `InternalIP`. */
export interface NodeAddress {
	readonly type: string;
	readonly address: string;
}

/** A Node, cut down to what decides routes. */
export interface NodeSnapshot {
	readonly name: string;
	readonly uid?: string | undefined;
	readonly addresses?: readonly NodeAddress[] | undefined;
	readonly podCIDR?: string | undefined;
	readonly podCIDRs?: readonly string[] | undefined;
	readonly kernelVersion?: string | undefined;
	/** The operating system, when it is not linux: no Cilium agent runs there. */
	readonly os?: string | undefined;
	/** True for a node of virtual-kubelet, on which no Cilium agent runs. */
	readonly virtual?: true | undefined;
	/** False when the condition Ready is not True. */
	readonly ready?: false | undefined;
	readonly annotations?: Readonly<Record<string, string>> | undefined;
	readonly source: Source;
}

/** A CiliumNode, cut down to what decides routes. */
export interface CiliumNodeSnapshot {
	readonly name: string;
	readonly ownerUID?: string | undefined;
	/** The kind of the owner, when it is no Node (CiliumExternalWorkload). */
	readonly ownerKind?: string | undefined;
	readonly addresses?: readonly NodeAddress[] | undefined;
	readonly podCIDRs?: readonly string[] | undefined;
	readonly pools?:
		| readonly { readonly pool: string; readonly cidrs?: readonly string[] }[]
		| undefined;
	readonly error?: string | undefined;
	readonly source: Source;
}

/** A port that speaks SCTP: of a Service, or of a Gateway's listener. */
export interface SctpPort {
	readonly kind: "Service" | "Gateway";
	readonly namespace?: string;
	readonly name: string;
	readonly type?: string;
	readonly port: number;
	readonly targetPort?: number | string;
	readonly source: Source;
}

/** The networks of a CiliumPodIPPool. */
export interface PodIPPool {
	readonly name: string;
	readonly cidrs?: readonly string[];
	readonly source: Source;
}

/** Keys of cilium-config that a CiliumNodeConfig overrides for some nodes. */
export interface CiliumNodeConfigSnapshot {
	readonly namespace?: string;
	readonly name: string;
	readonly defaults?: Readonly<Record<string, string>>;
	readonly source: Source;
}

/** The uid of Namespace kube-system, which tells one cluster from another. */
export interface ClusterUID {
	readonly uid: string;
	readonly source: Source;
}

/** The data of a ConfigMap; `source.path` is the path of the data. */
export interface ConfigData {
	readonly data: Readonly<Record<string, string>>;
	readonly namespace?: string;
	/** True when Helm's marks are on the ConfigMap: Helm reverts what others change in it, or fails on it. */
	readonly isHelmOwned: boolean;
	readonly source: Source;
}

/** Versions of what runs in the cluster, as far as they are known. */
export interface Versions {
	readonly kubernetes?: string;
	readonly cilium?: string;
	readonly ako?: string;
	readonly aviController?: string;
}

/** What an input item says about its cluster. */
export interface Facts {
	readonly versions?: Versions;
	readonly nodes?: readonly NodeSnapshot[];
	readonly ciliumNodes?: readonly CiliumNodeSnapshot[];
	readonly sctpPorts?: readonly SctpPort[];
	readonly clusterUID?: ClusterUID;
	readonly podIPPools?: readonly PodIPPool[];
	readonly ciliumNodeConfigs?: readonly CiliumNodeConfigSnapshot[];
	/** cilium-config as it is in the cluster. */
	readonly ciliumConfig?: ConfigData;
	/** avi-k8s-config as it is in the cluster. */
	readonly akoConfig?: ConfigData;
	/** cilium-config as it shall be. */
	readonly ciliumDesired?: ConfigData;
	/** avi-k8s-config as it shall be. */
	readonly akoDesired?: ConfigData;
	/** Desired state that is edited in place. */
	readonly targets?: FoundTargets;
}

/** One cluster, shaped like a ClusterSnapshot, whatever form it came in. Nodes are sorted by name. */
export interface Cluster {
	readonly name: string;
	readonly config: ClusterConfig;
	/** An item to name in results that are about the whole cluster. */
	readonly source: Head;
	readonly versions: Versions;
	/** The item that each version was read from. */
	readonly versionSources: Readonly<Partial<Record<keyof Versions, Item>>>;
	readonly nodes: readonly NodeSnapshot[];
	/** By name. */
	readonly ciliumNodes: ReadonlyMap<string, CiliumNodeSnapshot>;
	readonly sctpPorts: readonly SctpPort[];
	readonly clusterUID?: ClusterUID;
	readonly podIPPools: readonly PodIPPool[];
	readonly ciliumNodeConfigs: readonly CiliumNodeConfigSnapshot[];
	readonly ciliumConfig?: ConfigData;
	readonly akoConfig?: ConfigData;
	readonly ciliumTargets: readonly Target<CiliumKey>[];
	readonly akoTargets: readonly Target<AkoKey>[];
}

/** Where raw objects keep the fields of a snapshot. */
const RAW_PATHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	Node: {
		uid: "metadata.uid",
		addresses: "status.addresses",
		podCIDR: "spec.podCIDR",
		podCIDRs: "spec.podCIDRs",
		kernelVersion: "status.nodeInfo.kernelVersion",
		os: "status.nodeInfo.operatingSystem",
		virtual: "metadata.labels",
		ready: "status.conditions",
		annotations: "metadata.annotations",
	},
	CiliumNode: {
		ownerUID: "metadata.ownerReferences",
		ownerKind: "metadata.ownerReferences",
		addresses: "spec.addresses",
		podCIDRs: "spec.ipam.podCIDRs",
		pools: "spec.ipam.pools.allocated",
		error: "status.ipam.operator-status.error",
	},
	CiliumPodIPPool: { cidrs: "spec" },
	CiliumNodeConfig: { defaults: "spec.defaults" },
	Namespace: { uid: "metadata.uid" },
};

/** The path of a snapshot's field in the item that it came from. */
export function fieldPath({ item, path }: Source, field: string): string {
	if (path !== "") return `${path}.${field}`;
	return RAW_PATHS[item.kind]?.[field] ?? field;
}
