import type {
	AviRoutes,
	AviRoutesIpFamily,
	AviRoutesNextHop,
	AviRouteTable,
} from "../../schemas/generated/types.ts";
import type { Prefix } from "../ip/prefix.ts";
import type { Head } from "../krm/item.ts";

/** `spec` of an AviRoutes as it is written. */
export type Spec = NonNullable<AviRoutes["spec"]>;

/** The fields of it that hold for each cluster. */
export type Fields = Omit<Spec, "clusterName" | "clusters">;

export type IpFamily = AviRoutesIpFamily;
export type AddressType = NonNullable<AviRoutesNextHop["addressType"]>;

/** The VRF context that holds a cluster's routes. */
export type VrfContext = AviRouteTable["spec"]["vrfContext"];

/** Fields that have no default: they are adopted from AKO, or mean something by being absent. */
type Adopted = "ipFamily" | "routeController";

/** Fields that are read into another form. */
type Parsed = "nextHop" | "limits" | "output";

/** The settings of one cluster, with every default filled in but those that are adopted from AKO later. */
export interface ClusterConfig
	extends Required<Omit<Fields, Adopted | Parsed>>,
		Pick<Fields, Adopted> {
	readonly nextHop: {
		readonly addressType: AddressType;
		readonly cidrs: readonly Prefix[];
	};
	readonly limits: {
		readonly maxRemovedRoutes: string;
		readonly maxChangedRoutes: string;
		readonly minNodes: number;
	};
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
