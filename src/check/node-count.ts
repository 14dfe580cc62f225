import type { ClusterPlan } from "../plan/plan.ts";

/** The number of nodes on which a Cilium agent runs; the base of shares in messages. */
export function nodeCount({ cluster, agentlessNodes }: ClusterPlan): number {
	return cluster.nodes.length - agentlessNodes.length;
}
