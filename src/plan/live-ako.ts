import type { ClusterConfig, IpFamily } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { resolveAsAko } from "../resolve/ako.ts";
import type { IpamMode } from "../resolve/ipam-mode.ts";
import { modeReadByAko } from "../resolve/mode.ts";
import { allRoutes, type NodeRoutes, type Route } from "../resolve/routes.ts";
import { parseGoBoolean } from "../text/go-text.ts";
import { readVipNetworks } from "./ako-networks.ts";
import { defaultIpFamily, isIpFamily } from "./ip-family.ts";

type IdleKey =
	| "primaryInstance"
	| "disableStaticRouteSync"
	| "deleteConfig"
	| "advancedL4"
	| "serviceType"
	| "vipNetworkList";

/** A setting with which AKO writes no routes, or routes that nothing uses. */
export interface IdleSetting<Key extends string = IdleKey> {
	readonly key: Key;
	readonly value: string;
	/** Its effect, for messages. */
	readonly effect: string;
}

/** The routes of the running AKO, by its own settings. */
export interface LiveAko {
	/** In lower case, as AKO reads it. */
	readonly cniPlugin: string;
	readonly ipFamily: IpFamily;
	/** The setting that keeps it from programming routes at all. */
	readonly idle: IdleSetting<IdleKey | "ipFamily"> | undefined;
	/** The result for each node; undefined when AKO takes the pod CIDRs from objects that are not in snapshots. */
	readonly nodes: readonly NodeRoutes[] | undefined;
	/** The routes that AKO programs: none when it is idle. */
	readonly routes: readonly Route[] | undefined;
}

/** Plugins for which AKO reads objects of their own (BlockAffinity, HostSubnet, an OVN annotation). */
const OTHER_SOURCES = ["calico", "openshift", "ovn-kubernetes"];

/** An earlier result of resolveAsAko, with the settings used. */
interface ResolvedAsAko {
	readonly mode: IpamMode | undefined;
	readonly ipFamily: IpFamily;
	readonly nodes: readonly NodeRoutes[];
	readonly routes: readonly Route[];
}

/**
 * The routes that AKO programs with the settings it runs with; undefined when these are not known. An earlier result
 * with the same settings is reused.
 */
export function resolveLiveAko(
	cluster: Cluster,
	resolved?: ResolvedAsAko,
): LiveAko | undefined {
	const { akoConfig } = cluster;
	if (akoConfig === undefined) return undefined;
	const cniPlugin = (akoConfig.data.cniPlugin ?? "").toLowerCase();
	const { ipFamily, refused } = liveFamily(cluster, akoConfig.data.ipFamily);
	const idle = idleSetting((key) => akoConfig.data[key]) ?? refused;
	const base = { cniPlugin, ipFamily, idle };
	if (OTHER_SOURCES.includes(cniPlugin))
		return { ...base, nodes: undefined, routes: idle && [] };
	const mode = modeReadByAko(cniPlugin);
	const isSame = resolved?.mode === mode && resolved.ipFamily === ipFamily;
	if (isSame) {
		const { nodes, routes } = resolved;
		return { ...base, nodes, routes: idle === undefined ? routes : [] };
	}
	// Resolved on first use by a check or a command.
	let nodes: readonly NodeRoutes[] | undefined;
	let routes: readonly Route[] | undefined;
	return {
		...base,
		get nodes() {
			nodes ??= resolveAsAko(cluster, mode, ipFamily);
			return nodes;
		},
		get routes() {
			routes ??= idle === undefined ? allRoutes(this.nodes ?? []) : [];
			return routes;
		},
	};
}

/** The families that AKO routes with that ipFamily; `refused` when it accepts no such value. */
function liveFamily(
	{ config, versions }: Cluster,
	value = "",
): { ipFamily: IpFamily; refused?: IdleSetting<"ipFamily"> } {
	if (isIpFamily(value, versions.ako)) return { ipFamily: value };
	// A set spec.ipFamily says what an empty ipFamily means in Avi's cloud: V4 also where AKO takes V4 whatever is set.
	const ipFamily = config.ipFamily ?? defaultIpFamily(versions.ako);
	if (value === "" || config.ipFamily === "V4") return { ipFamily };
	const effect = "AKO accepts no such family and syncs nothing";
	return { ipFamily, refused: { key: "ipFamily", value, effect } };
}

/**
 * The setting because of which AKO leaves the VRF alone (cmd/ako-main/main.go, PRIMARY_AKO_FLAG; internal/lib/lib.go,
 * GetDisableStaticRoute); undefined when it writes routes. Where the files own the routes, only settings that make
 * the routes useless count.
 */
export function idleSetting(
	settingOf: (key: IdleKey | "vpcMode") => string | undefined,
	owner: ClusterConfig["routeOwner"] = "AKO",
): IdleSetting | undefined {
	const found = (key: IdleKey, effect: string): IdleSetting => ({
		key,
		value: settingOf(key) ?? "",
		effect,
	});
	const is = (key: IdleKey | "vpcMode", value: boolean) =>
		owner === "AKO" && parseGoBoolean(settingOf(key) ?? "") === value;
	// AKO compares this one with the text (delConfigFromData in internal/k8s/ako_init.go).
	if (settingOf("deleteConfig") === "true")
		return found(
			"deleteConfig",
			"AKO has deleted its Avi objects, static routes included, and writes none",
		);
	if (is("primaryInstance", false))
		return found("primaryInstance", "another AKO instance writes the routes");
	if (is("disableStaticRouteSync", true))
		return found("disableStaticRouteSync", "AKO writes no routes");
	if (is("advancedL4", true))
		return found(
			"advancedL4",
			"AKO serves a Supervisor (WCP), where it writes no routes",
		);
	const serviceType = settingOf("serviceType") ?? "";
	if (serviceType === "NodePort")
		return found(
			"serviceType",
			"Avi reaches pods through their nodes, and AKO writes no routes",
		);
	// IsValidCni in internal/lib/lib.go.
	if (serviceType === "NodePortLocal")
		return found(
			"serviceType",
			"AKO, which takes that with cniPlugin antrea alone, shuts down and writes no routes",
		);
	// checkIPAMForUsableNetworkLabels in internal/cache/controller_obj_cache.go: since 1.5 AKO shuts down without one.
	const networks = settingOf("vipNetworkList");
	const isListless =
		networks !== undefined && readVipNetworks(networks).length === 0;
	if (isListless && owner === "AKO" && !is("vpcMode", true))
		return found(
			"vipNetworkList",
			"AKO finds no network for virtual services, shuts down and syncs nothing",
		);
	return undefined;
}
