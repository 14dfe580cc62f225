import type { ClusterSnapshot } from "../../schemas/generated/types.ts";
import type { ClusterConfig } from "../config/config.ts";
import type { Head, Item } from "../krm/item.ts";
import type { Source } from "../model/entry.ts";
import type {
	CiliumNodeConfigSnapshot,
	CiliumNodeSnapshot,
	NodeSnapshot,
	PodIPPool,
} from "../model/lists.ts";
import type {
	AkoKey,
	CiliumKey,
	FoundTargets,
	Target,
} from "./targets/target.ts";

/** A port that speaks SCTP: of a Service, or of a Gateway's listener. */
export type SctpPort = NonNullable<
	ClusterSnapshot["spec"]["sctpPorts"]
>[number] & {
	readonly source: Source;
};

/** The uid of Namespace kube-system, which tells one cluster from another. */
export interface ClusterUID {
	readonly uid: string;
	readonly source: Source;
}

/** The data of a ConfigMap; `source.path` is the path of the data. */
export interface ConfigData {
	readonly data: Readonly<Record<string, string>>;
	readonly namespace?: string;
	/** What applies it; absent when nothing shows that. */
	readonly owner?: string;
	readonly source: Source;
}

/** Known versions of what runs in the cluster. */
export type Versions = NonNullable<ClusterSnapshot["spec"]["versions"]>;

/** What an input item says about its cluster. */
export interface Facts {
	readonly versions?: Versions;
	readonly nodes?: readonly NodeSnapshot[];
	readonly ciliumNodes?: readonly CiliumNodeSnapshot[];
	readonly sctpPorts?: readonly SctpPort[];
	readonly clusterUID?: ClusterUID;
	readonly podIPPools?: readonly PodIPPool[];
	readonly ciliumNodeConfigs?: readonly CiliumNodeConfigSnapshot[];
	/** The live cilium-config. */
	readonly ciliumConfig?: ConfigData;
	/** The live avi-k8s-config. */
	readonly akoConfig?: ConfigData;
	/** The desired cilium-config. */
	readonly ciliumDesired?: ConfigData;
	/** The desired avi-k8s-config. */
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

/** An item's facts with the cluster that claims it. */
export interface Claim {
	readonly item: Item;
	readonly cluster: string | undefined;
	/** True for a live dump that shows a cluster; false for desired state and for dumps that only add to a cluster. */
	readonly isLive: boolean;
	readonly facts: Facts;
	/** Set where several kustomizations of the cluster make different things of the item; `facts` are those of one. */
	readonly choices?: Choices;
}

/** What several kustomizations make of one object, and which these are. */
export interface Choices {
	/** At least two, which differ in their patches, each with the objects that hold these. */
	readonly all: readonly {
		readonly facts: Facts;
		readonly patching: ReadonlySet<Item>;
	}[];
	/** Their folders, as a part of a message. */
	readonly folders: string;
}
