import type { Cluster } from "../group/cluster.ts";
import type { IpFamily } from "../read/config.ts";
import { resolveAsAko } from "../resolve/ako.ts";
import { clusterPool } from "../resolve/cluster-pool.ts";
import { kubernetes } from "../resolve/kubernetes.ts";
import { allRoutes, type Route } from "../resolve/routes.ts";

/** What the running AKO makes of its own settings. */
export interface LiveAko {
	/** As AKO reads it: in lower case. */
	readonly cniPlugin: string;
	/** What AKO programs; undefined when it takes the pod CIDRs from objects that no snapshot holds. */
	readonly routes: readonly Route[] | undefined;
}

/** Plugins for which AKO reads objects of their own (BlockAffinity, HostSubnet, an OVN annotation). */
const OTHER_SOURCES = ["calico", "openshift", "ovn-kubernetes"];

/** The routes that AKO programs with the settings it runs with; undefined when these are not known. */
export function resolveLiveAko(
	cluster: Cluster,
	ipFamily: IpFamily,
): LiveAko | undefined {
	const { akoConfig } = cluster;
	if (akoConfig === undefined) return undefined;
	const cniPlugin = (akoConfig.data.cniPlugin ?? "").toLowerCase();
	if (OTHER_SOURCES.includes(cniPlugin))
		return { cniPlugin, routes: undefined };
	const mode = cniPlugin === "cilium" ? clusterPool : kubernetes;
	return {
		cniPlugin,
		routes: allRoutes(resolveAsAko(cluster, mode, ipFamily)),
	};
}
