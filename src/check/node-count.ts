import type { ClusterPlan } from "../plan/plan.ts";

/** The number of nodes that shares are told of: those on which a Cilium agent runs. */
export function nodeCount({ cluster, agentlessNodes }: ClusterPlan): number {
	return cluster.nodes.length - agentlessNodes.length;
}
