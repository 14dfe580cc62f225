import type { Config, IpFamily } from "../config/config.ts";
import { namedCluster } from "../group/assign-cluster.ts";
import type { Cluster } from "../group/cluster.ts";
import type { Groups } from "../group/group.ts";
import { NetworkIndex } from "../ip/network-index.ts";
import type { Outcome } from "../krm/result.ts";
import type { Truncation } from "../read/unpack-lists.ts";
import { lackOfAgent } from "../resolve/agent.ts";
import { resolveAsAko } from "../resolve/ako.ts";
import { resolveForGitOps } from "../resolve/gitops.ts";
import { decideMode, type ModeDecision } from "../resolve/mode.ts";
import { nodeIPs } from "../resolve/next-hop.ts";
import { allRoutes, type NodeRoutes } from "../resolve/routes.ts";
import { claimsOf } from "./claims.ts";
import { readEarlier } from "./earlier.ts";
import { decideFamily } from "./ip-family.ts";
import { resolveLiveAko } from "./live-ako.ts";
import { haveAllMoved, type OtherCni, otherCni } from "./other-cni.ts";
import { splitRoutes } from "./parts.ts";
import {
	type AkoSettings,
	type ClusterPlan,
	type Plan,
	takesOver,
	toCompared,
} from "./plan.ts";
import { compareRoutes, type RouteChanges } from "./route-changes.ts";
import { planSctp } from "./sctp.ts";
import { decideVrf, vrfContextOf } from "./vrf.ts";

/** Makes the plan from the clusters and the earlier outputs. */
export function makePlan(
	groups: Groups,
	config: Config,
	truncation: Truncation | undefined,
): Outcome<Plan> {
	const earlier = readEarlier(groups.earlier);
	const { notes, lookalikes } = groups;
	const names = new Set(groups.clusters.map(({ name }) => name));
	const noted = notes.flatMap((note) => {
		if (!("product" in note) || note.product !== "cilium") return [];
		const named = namedCluster(note.item, config);
		return [named !== undefined && names.has(named) ? named : undefined];
	});
	const hasNote = new Set(noted);
	const clusters = groups.clusters.map((cluster) =>
		planCluster(cluster, {
			earlier: earlier.value.get(cluster.name),
			hasCiliumNote: hasNote.has(undefined) || hasNote.has(cluster.name),
		}),
	);
	const vanished = [...earlier.value.values()].filter(
		({ cluster }) => !names.has(cluster),
	);
	return {
		value: { config, clusters, vanished, notes, lookalikes, truncation },
		results: earlier.results,
	};
}

const NO_CHANGES: RouteChanges = { added: [], removed: [], changed: [] };

/** Plans one cluster. */
export function planCluster(
	cluster: Cluster,
	{ earlier, hasCiliumNote }: Pick<ClusterPlan, "earlier" | "hasCiliumNote">,
): ClusterPlan {
	const vrf = decideVrf(cluster);
	const vrfContext = vrfContextOf(cluster, vrf);
	const family = decideFamily(cluster);
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
		hasCiliumNote,
		earlier,
		changes:
			earlier === undefined
				? NO_CHANGES
				: compareRoutes(earlier.routes, routes.map(toCompared)),
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
	{ config }: Cluster,
	{ mode }: ModeDecision,
	{
		foreign,
		routes,
		vrf,
	}: Pick<ClusterPlan, "routes" | "vrf"> & { foreign: OtherCni | undefined },
): AkoSettings | undefined {
	if (mode === undefined) return undefined;
	const isSyncOff = takesOver(config) && routes.length > 0;
	const isForeign = foreign !== undefined && !haveAllMoved(foreign);
	return {
		cniPlugin: isForeign ? undefined : mode.cniPlugin,
		// Only when there are routes to take over: AKO's are never removed without a replacement.
		disableStaticRouteSync: isSyncOff ? "true" : undefined,
		ipFamily: config.ipFamily,
		vrfName: vrf.ignoresVrfName ? undefined : config.vrfContext.name,
	};
}
