import type { Prefix } from "../ip/prefix.ts";
import type { Head } from "../krm/item.ts";
import type { Severity } from "../krm/result.ts";

export type IpFamily = "V4" | "V6" | "V4_V6";
export type AddressType = "InternalIP" | "ExternalIP";

/** The VRF context that holds a cluster's routes. */
export interface VrfContext {
	readonly name: string;
	readonly cloud: string;
	readonly tenant: string;
}

/** The settings of one cluster, with every default filled in but those that are adopted from AKO later. */
export interface ClusterConfig {
	readonly namespace: string;
	readonly vrfContext: Partial<VrfContext>;
	readonly ipFamily?: IpFamily;
	readonly ipamMode: "Auto" | "cluster-pool" | "kubernetes" | "multi-pool";
	readonly routeOwner: "AKO" | "GitOps";
	readonly routeController?: string;
	readonly nextHop: {
		readonly addressType: AddressType;
		readonly cidrs: readonly Prefix[];
	};
	readonly sctp: "Auto" | "Enabled" | "Disabled";
	readonly limits: {
		readonly maxRemovedRoutes: string;
		readonly maxChangedRoutes: string;
		readonly minNodes: number;
	};
	readonly checks: Readonly<Record<string, Severity | "off">>;
	readonly output: { readonly directory: string };
}

/** The function's configuration. */
export interface Config {
	/** Name of the AviRoutes; the owner of what is emitted. */
	readonly name: string;
	/** The resource that it was read from; undefined when there was none. */
	readonly source?: Head;
	/** Folder of the AviRoutes, relative to its package; empty for the package's root. */
	readonly folder: string;
	/** Where the orchestrator says that the AviRoutes' package is. */
	readonly packagePath?: string;
	readonly clusterName?: string;
	readonly defaults: ClusterConfig;
	readonly clusters: readonly {
		readonly name: string;
		readonly path?: string;
		readonly config: ClusterConfig;
	}[];
}
