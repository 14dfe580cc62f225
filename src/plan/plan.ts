import type {
	ClusterConfig,
	Config,
	IpFamily,
	VrfContext,
} from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import type { Groups, TargetNote } from "../group/group.ts";
import { NetworkIndex } from "../ip/network-index.ts";
import type { Item } from "../krm/item.ts";
import { addAll, type Outcome, type Result } from "../krm/result.ts";
import type { WrittenAkoKey } from "../model/ako-settings.ts";
import type { Truncation } from "../read/unpack-lists.ts";
import { lackOfAgent } from "../resolve/agent.ts";
import { resolveAsAko } from "../resolve/ako.ts";
import { resolveForGitOps } from "../resolve/gitops.ts";
import { decideMode, type ModeDecision } from "../resolve/mode.ts";
import { type NodeIP, nodeIPs } from "../resolve/next-hop.ts";
import { allRoutes, type NodeRoutes, type Route } from "../resolve/routes.ts";
import { type Claim, claimsOf } from "./claims.ts";
import { type EarlierTables, readEarlier } from "./earlier.ts";
import type { FamilyDecision } from "./ip-family.ts";
import { type LiveAko, resolveLiveAko } from "./live-ako.ts";
import { type OtherCni, otherCni } from "./other-cni.ts";
import { splitRoutes } from "./parts.ts";
import {
	type ComparedRoute,
	compareRoutes,
	type RouteChanges,
} from "./route-changes.ts";
import { planSctp, type SctpPlan } from "./sctp.ts";
import { adoptSettings } from "./settings.ts";
import type { VrfDecision } from "./vrf.ts";

/**
 * What AKO's settings must be; undefined for one that is not changed: cniPlugin while another CNI is in use, the sync
 * without a route controller that takes over, ipFamily and vrfName when they are not configured here.
 */
export type AkoSettings = Readonly<Record<WrittenAkoKey, string | undefined>>;

/** The plan of one cluster: what should be. */
export interface ClusterPlan {
	readonly cluster: Cluster;
	readonly vrfContext: VrfContext;
	/** What decides `vrfContext.name`. */
	readonly vrf: VrfDecision;
	readonly ipFamily: IpFamily;
	/** What decides `ipFamily`. */
	readonly family: FamilyDecision;
	readonly decision: ModeDecision;
	/** The result for each node, by name; empty when no mode is decided. */
	readonly nodes: readonly NodeRoutes[];
	/** The nodes that a Cilium agent can run on. */
	readonly agentNodes: readonly NodeRoutes[];
	/** Of `agentNodes`, those without a pod CIDR, or with one that has no route. */
	readonly nodesLackingRoutes: readonly NodeRoutes[];
	/** The nodes that no Cilium agent can run on: they need no routes. */
	readonly agentlessNodes: readonly NodeRoutes[];
	/** By node name, IPv4 before IPv6, then by network. */
	readonly routes: readonly Route[];
	/** The pod CIDRs of routed families, by node name. */
	readonly claims: readonly Claim[];
	/** The InternalIPs and ExternalIPs of the nodes. */
	readonly nodeIPs: readonly NodeIP[];
	/** The claims by network. */
	readonly claimIndex: NetworkIndex<Claim>;
	/** The routes of each part. */
	readonly parts: readonly (readonly Route[])[];
	/** Undefined when no mode is decided. */
	readonly ako: AkoSettings | undefined;
	readonly liveAko: LiveAko | undefined;
	/** The other CNI that the running AKO is set for. */
	readonly otherCni: OtherCni | undefined;
	readonly sctp: SctpPlan;
	readonly earlier: EarlierTables | undefined;
	/** Changes since an earlier run's output; none when there was none. */
	readonly changes: RouteChanges;
}

/** The plan of the package: what should be. */
export interface Plan {
	readonly config: Config;
	/** By name. */
	readonly clusters: readonly ClusterPlan[];
	/** Clusters that an earlier run emitted routes for and that are gone. */
	readonly vanished: readonly EarlierTables[];
	/** Objects that install AKO or Cilium where nothing can be edited. */
	readonly notes: readonly TargetNote[];
	/** ConfigMaps whose name contains the name of AKO's ConfigMap, and which are not read. */
	readonly lookalikes: readonly Item[];
	/** The List that says it is incomplete. */
	readonly truncation: Truncation | undefined;
}

/** Makes the plan from the clusters and the earlier outputs. */
export function makePlan(
	groups: Groups,
	config: Config,
	truncation: Truncation | undefined,
): Outcome<Plan> {
	const earlier = readEarlier(groups.earlier);
	const results: Result[] = [...earlier.results];
	const clusters = groups.clusters.map((cluster) => {
		const planned = planCluster(cluster, earlier.value.get(cluster.name));
		addAll(results, planned.results);
		return planned.value;
	});
	const names = new Set(clusters.map(({ cluster }) => cluster.name));
	const vanished = [...earlier.value.values()].filter(
		({ cluster }) => !names.has(cluster),
	);
	const { notes, lookalikes } = groups;
	return {
		value: { config, clusters, vanished, notes, lookalikes, truncation },
		results,
	};
}

/** True when the plan has a cluster of that name. */
export function hasCluster({ clusters }: Plan, name: string): boolean {
	return clusters.some(({ cluster }) => cluster.name === name);
}

/** The plan without the other clusters; all of it without a name. */
export function onlyCluster(plan: Plan, name: string | undefined): Plan {
	if (name === undefined) return plan;
	const clusters = plan.clusters.filter(({ cluster }) => cluster.name === name);
	return { ...plan, clusters };
}

const NO_CHANGES: RouteChanges = { added: [], removed: [], changed: [] };

function planCluster(
	cluster: Cluster,
	earlier: EarlierTables | undefined,
): Outcome<ClusterPlan> {
	const settings = adoptSettings(cluster);
	const { family, vrf, vrfContext } = settings.value;
	const { ipFamily } = family;
	const decision = decideMode(cluster);
	const foreign = otherCni(cluster);
	const nodes = resolve(cluster, decision, ipFamily);
	const agentNodes = nodes.filter(hasAgent);
	const routes = allRoutes(nodes);
	const claims = claimsOf(nodes, ipFamily);
	const parts = splitRoutes(routes, {
		cluster: cluster.name,
		earlierParts: earlier?.parts ?? 1,
		head: JSON.stringify(vrfContext).length,
	});
	return {
		value: {
			cluster,
			vrfContext,
			vrf,
			ipFamily,
			family,
			decision,
			nodes,
			agentNodes,
			nodesLackingRoutes: agentNodes.filter(lacksRoutes),
			agentlessNodes: nodes.filter((entry) => !hasAgent(entry)),
			routes,
			claims,
			nodeIPs: nodeIPs(nodes),
			claimIndex: new NetworkIndex(claims, ({ node }) => node),
			parts,
			ako: akoSettings(cluster, decision, { foreign, routes, vrf }),
			liveAko: resolveLiveAko(
				cluster,
				cluster.config.routeOwner === "AKO"
					? { mode: decision.mode, ipFamily, nodes, routes }
					: undefined,
			),
			otherCni: foreign,
			sctp: planSctp(cluster),
			earlier,
			changes:
				earlier === undefined
					? NO_CHANGES
					: compareRoutes(earlier.routes, routes.map(toCompared)),
		},
		results: settings.results,
	};
}

function hasAgent({ node, ciliumNode }: NodeRoutes): boolean {
	return lackOfAgent(node, ciliumNode) === undefined;
}

function lacksRoutes({ podCIDRs, routes }: NodeRoutes): boolean {
	return podCIDRs.length === 0 || routes.length < podCIDRs.length;
}

/** The routes of each node; none in a mode that AKO does not read, where it owns them. */
function resolve(
	cluster: Cluster,
	{ mode }: ModeDecision,
	ipFamily: IpFamily,
): readonly NodeRoutes[] {
	if (mode === undefined) return [];
	if (cluster.config.routeOwner === "GitOps")
		return resolveForGitOps(cluster, mode, ipFamily);
	return mode.isReadByAko ? resolveAsAko(cluster, mode, ipFamily) : [];
}

function akoSettings(
	{ config, nodes }: Cluster,
	{ mode }: ModeDecision,
	{
		foreign,
		routes,
		vrf,
	}: Pick<ClusterPlan, "routes" | "vrf"> & { foreign: OtherCni | undefined },
): AkoSettings | undefined {
	if (mode === undefined) return undefined;
	const isSyncOff = takesOver(config) && routes.length > 0;
	const isForeign = foreign !== undefined && foreign.moved < nodes.length;
	return {
		cniPlugin: isForeign ? undefined : mode.cniPlugin,
		// Only when there are routes to take over: AKO's are never removed without a replacement.
		disableStaticRouteSync: isSyncOff ? "true" : undefined,
		ipFamily: config.ipFamily,
		vrfName: vrf.ignoresVrfName ? undefined : config.vrfContext.name,
	};
}

/** True when the configuration turns AKO's static route sync off, because something else writes the routes. */
function takesOver({ routeOwner, routeController }: ClusterConfig): boolean {
	return routeOwner === "GitOps" && routeController !== undefined;
}

/** True when AKO's static route sync should be off but is left on, because there are no routes to take over. */
export function leavesAkoSync({ cluster, ako }: ClusterPlan): boolean {
	const isOff = ako?.disableStaticRouteSync !== undefined;
	return takesOver(cluster.config) && ako !== undefined && !isOff;
}

/** The route in the form that compareRoutes takes. */
export function toCompared({ prefix, nextHop, node }: Route): ComparedRoute {
	return { prefix: prefix.text, nextHop, node };
}
