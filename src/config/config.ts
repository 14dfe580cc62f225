import type {
	AviRoutes,
	AviRoutesIpFamily,
	AviRoutesNextHop,
	AviRouteTable,
} from "../../schemas/generated/types.ts";
import type { Prefix } from "../ip/prefix.ts";
import type { Head } from "../krm/item.ts";

/** `spec` of an AviRoutes as written, without defaults. */
export type Spec = NonNullable<AviRoutes["spec"]>;

/** The fields that apply to each cluster. */
export type Fields = Omit<Spec, "clusterName" | "clusters">;

export type IpFamily = AviRoutesIpFamily;
type AddressType = NonNullable<AviRoutesNextHop["addressType"]>;

/** The VRF context that holds a cluster's routes. */
export type VrfContext = AviRouteTable["spec"]["vrfContext"];

/** Fields without a default: adopted from AKO, or optional. */
type Adopted = "ipFamily" | "routeController";

/** Fields that are parsed into another type. */
type Parsed = "nextHop" | "limits" | "output";

/** The settings of one cluster, defaults filled in; settings adopted from AKO are filled in later. */
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
	/** Package path of the AviRoutes, as the orchestrator reports it. */
	readonly packagePath?: string;
	readonly clusterName?: string;
	/** Set for `import`, which reads dumps of one cluster and no AviRoutes. */
	readonly isImport?: true;
	readonly defaults: ClusterConfig;
	readonly clusters: readonly {
		readonly name: string;
		readonly path?: string;
		readonly config: ClusterConfig;
	}[];
	/** The names of the clusters by their `path`, from the root of the package. */
	readonly clusterOfFolder: ReadonlyMap<string, string>;
}
