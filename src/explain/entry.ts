import { groupBy } from "../krm/group-by.ts";
import {
	type JudgedRoute,
	judgeLiveRoutes,
	type LackingRoute,
	type Verdict,
} from "../plan/live-verdicts.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { readAddresses } from "../resolve/next-hop.ts";
import { ciliumNodeOf, type NodeRoutes } from "../resolve/routes.ts";

/** The result for a node, or for a CiliumNode without one. */
export interface Entry extends NodeRoutes {
	/** True when there is a CiliumNode of the name only. */
	readonly isStale?: true;
	/** The running AKO's routes to the node. */
	readonly live: readonly LiveRoute[];
	/** The right routes of the node that AKO lacks, wholly or in part. */
	readonly lacking: readonly LackingRoute[];
}

/** A route that AKO programs; without a verdict when the places of pods are unknown. */
type LiveRoute = Omit<JudgedRoute, "verdict"> & {
	readonly verdict?: Verdict;
};

const NOTHING = { addresses: [], nextHops: {}, podCIDRs: [], routes: [] };

/** The resolved nodes (without an IPAM mode only the nodes), then CiliumNodes without a Node. */
export function entriesOf(plan: ClusterPlan): Entry[] {
	const { nodes, cluster, decision } = plan;
	const names = new Set(cluster.nodes.map(({ name }) => name));
	const verdicts = judgeLiveRoutes(plan);
	const judged: readonly LiveRoute[] =
		verdicts?.judged ??
		(plan.liveAko?.routes ?? []).map((route) => ({ route }));
	const live = groupBy(judged, ({ route }) => route.node);
	const lacking = groupBy(verdicts?.lacking ?? [], ({ route }) => route.node);
	const resolved: readonly NodeRoutes[] =
		nodes.length > 0
			? nodes
			: cluster.nodes.map((node) => ({
					...NOTHING,
					node,
					ciliumNode: ciliumNodeOf(cluster, node),
					addresses: readAddresses(node),
				}));
	const stale = [...cluster.ciliumNodes.values()]
		.filter(({ name }) => !names.has(name))
		.map((ciliumNode) => {
			const { name, source } = ciliumNode;
			const node = { name, source };
			const read =
				decision.mode?.source === "CiliumNode"
					? decision.mode.podCIDRs(node, ciliumNode)
					: {};
			const isStale = true as const;
			return { ...NOTHING, node, ciliumNode, ...read, isStale };
		});
	return [...resolved, ...stale].map((entry) => ({
		...entry,
		live: live.get(entry.node.name) ?? [],
		lacking: lacking.get(entry.node.name) ?? [],
	}));
}
