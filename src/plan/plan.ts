import type {
	ClusterConfig,
	Config,
	IpFamily,
	VrfContext,
} from "../config/config.ts";
import { namedCluster } from "../group/assign-cluster.ts";
import type { Cluster } from "../group/cluster.ts";
import { appliedBy } from "../group/raw/config-owner.ts";
import type { TargetNote } from "../group/sorted-items.ts";
import type { NetworkIndex } from "../ip/network-index.ts";
import type { Item } from "../krm/item.ts";
import type { WrittenAkoKey } from "../model/ako-settings.ts";
import type { Truncation } from "../read/unpack-lists.ts";
import type { ModeDecision } from "../resolve/mode.ts";
import type { NodeIP } from "../resolve/next-hop.ts";
import type { NodeRoutes, Route } from "../resolve/routes.ts";
import type { Claim } from "./claims.ts";
import type { EarlierTables } from "./earlier.ts";
import type { FamilyDecision } from "./ip-family.ts";
import type { LiveAko } from "./live-ako.ts";
import type { OtherCni } from "./other-cni.ts";
import type { ComparedRoute, RouteChanges } from "./route-changes.ts";
import type { SctpPlan } from "./sctp.ts";
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
	/** True when something in the package installs Cilium whose values are not edited: a note tells what to set. */
	readonly hasCiliumNote: boolean;
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

/** True when the plan has a cluster of that name. */
export function hasCluster({ clusters }: Plan, name: string): boolean {
	return clusters.some(({ cluster }) => cluster.name === name);
}

/** The cluster that the note's object belongs to; undefined when it may be for all. */
export function noteCluster(
	{ item, cluster }: TargetNote,
	plan: Plan,
): string | undefined {
	const named = namedCluster(item, plan.config) ?? cluster;
	return named !== undefined && hasCluster(plan, named) ? named : undefined;
}

/** The clusters that the note may be about: that of its object, else all. */
export function clustersOf(
	note: TargetNote,
	plan: Plan,
): readonly ClusterPlan[] {
	const named = noteCluster(note, plan);
	if (named === undefined) return plan.clusters;
	return plan.clusters.filter(({ cluster }) => cluster.name === named);
}

/** True when the note may be about what is installed in that cluster. */
export function isNoteFor(
	note: TargetNote,
	cluster: string,
	plan: Plan,
): boolean {
	return (noteCluster(note, plan) ?? cluster) === cluster;
}

/** The plan without the other clusters and the notes about these; all of it without a name. */
export function onlyCluster(plan: Plan, name: string | undefined): Plan {
	if (name === undefined) return plan;
	const clusters = plan.clusters.filter(({ cluster }) => cluster.name === name);
	const notes = plan.notes.filter((note) => isNoteFor(note, name, plan));
	return { ...plan, clusters, notes };
}

/** True when the configuration turns AKO's static route sync off, because something else writes the routes. */
export function takesOver({
	routeOwner,
	routeController,
}: ClusterConfig): boolean {
	return routeOwner === "GitOps" && routeController !== undefined;
}

/** True when AKO's static route sync should be off but is left on, because there are no routes to take over. */
export function leavesAkoSync({ cluster, ako }: ClusterPlan): boolean {
	const isOff = ako?.disableStaticRouteSync !== undefined;
	return takesOver(cluster.config) && ako !== undefined && !isOff;
}

/**
 * True when the SCTP switch is written as a patch of cilium-config: it is to be set, no target is edited in place, and the
 * patch does not remove the other keys of the ConfigMap. What else installs Cilium here, such as a chart that kustomize or
 * Argo CD renders, may apply the ConfigMap as a whole: then there is a patch only where Helm owns it.
 */
export function isCiliumPatched({
	cluster: { ciliumTargets, ciliumConfig },
	sctp,
	hasCiliumNote,
}: ClusterPlan): boolean {
	const owner = ciliumConfig?.owner;
	return (
		sctp.value !== undefined &&
		ciliumTargets.length === 0 &&
		appliedBy(owner) === undefined &&
		(owner === "Helm" || !hasCiliumNote)
	);
}

/** The route in the form that compareRoutes takes. */
export function toCompared({ prefix, nextHop, node }: Route): ComparedRoute {
	return { prefix: prefix.text, nextHop, node };
}
