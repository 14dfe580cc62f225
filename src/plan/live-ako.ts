import type { Cluster, ConfigData } from "../group/cluster.ts";
import type { ClusterConfig, IpFamily } from "../read/config.ts";
import { resolveAsAko } from "../resolve/ako.ts";
import { parseGoBoolean } from "../resolve/ako-text.ts";
import type { IpamMode } from "../resolve/ipam-mode.ts";
import { modeReadByAko } from "../resolve/mode.ts";
import { allRoutes, type NodeRoutes, type Route } from "../resolve/routes.ts";

/** A setting with which AKO writes no routes, or routes that nothing uses. */
export interface IdleSetting {
	readonly key: "primaryInstance" | "disableStaticRouteSync" | "serviceType";
	readonly value: string;
	/** What follows from it. */
	readonly effect: string;
}

/** What the running AKO makes of its own settings. */
export interface LiveAko {
	/** As AKO reads it: in lower case. */
	readonly cniPlugin: string;
	readonly ipFamily: IpFamily;
	/** The setting that keeps it from programming routes at all. */
	readonly idle: IdleSetting | undefined;
	/** What becomes of each node; undefined when AKO takes the pod CIDRs from objects that no snapshot holds. */
	readonly nodes: readonly NodeRoutes[] | undefined;
	/** What AKO programs: nothing when it is idle. */
	readonly routes: readonly Route[] | undefined;
}

/** Plugins for which AKO reads objects of their own (BlockAffinity, HostSubnet, an OVN annotation). */
const OTHER_SOURCES = ["calico", "openshift", "ovn-kubernetes"];
const FAMILIES: readonly string[] = ["V4", "V6", "V4_V6"] satisfies IpFamily[];

/** What was resolved as AKO does it already: with which settings, and what came of it. */
export interface ResolvedAsAko {
	readonly mode: IpamMode | undefined;
	readonly ipFamily: IpFamily;
	readonly nodes: readonly NodeRoutes[];
	readonly routes: readonly Route[];
}

/**
 * The routes that AKO programs with the settings it runs with; undefined when these are not known. What is resolved
 * with the same settings is taken from there.
 */
export function resolveLiveAko(
	cluster: Cluster,
	resolved?: ResolvedAsAko,
): LiveAko | undefined {
	const { akoConfig } = cluster;
	if (akoConfig === undefined) return undefined;
	const cniPlugin = (akoConfig.data.cniPlugin ?? "").toLowerCase();
	const ipFamily = liveFamily(akoConfig);
	const idle = idleSetting((key) => akoConfig.data[key]);
	const base = { cniPlugin, ipFamily, idle };
	if (OTHER_SOURCES.includes(cniPlugin))
		return { ...base, nodes: undefined, routes: idle && [] };
	const mode = modeReadByAko(cniPlugin);
	const isSame = resolved?.mode === mode && resolved.ipFamily === ipFamily;
	const nodes = isSame ? resolved.nodes : resolveAsAko(cluster, mode, ipFamily);
	const routes = isSame ? resolved.routes : allRoutes(nodes);
	return { ...base, nodes, routes: idle === undefined ? routes : [] };
}

function liveFamily({ data: { ipFamily = "" } }: ConfigData): IpFamily {
	return FAMILIES.includes(ipFamily) ? (ipFamily as IpFamily) : "V4";
}

/**
 * The setting because of which AKO leaves the VRF alone (cmd/ako-main/main.go, PRIMARY_AKO_FLAG; internal/lib/lib.go,
 * GetDisableStaticRoute); undefined when it writes routes. Where this tool owns the routes, only what makes them useless
 * counts.
 */
export function idleSetting(
	settingOf: (key: IdleSetting["key"]) => string | undefined,
	owner: ClusterConfig["routeOwner"] = "AKO",
): IdleSetting | undefined {
	const found = (key: IdleSetting["key"], effect: string): IdleSetting => ({
		key,
		value: settingOf(key) ?? "",
		effect,
	});
	const is = (key: IdleSetting["key"], value: boolean) =>
		owner === "AKO" && parseGoBoolean(settingOf(key) ?? "") === value;
	if (is("primaryInstance", false))
		return found("primaryInstance", "another AKO instance writes the routes");
	if (is("disableStaticRouteSync", true))
		return found("disableStaticRouteSync", "AKO writes no routes");
	const serviceType = settingOf("serviceType") ?? "";
	if (serviceType === "NodePort" || serviceType === "NodePortLocal")
		return found(
			"serviceType",
			"Avi reaches pods through their nodes, and AKO writes no routes",
		);
	return undefined;
}
