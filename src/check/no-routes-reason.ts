import type { Config } from "../config/config.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import type { ClusterFinding } from "./check.ts";

/** Why a node has no routes. The first reason in the table that holds is the node's. */
export interface Reason {
	readonly holds: (entry: NodeRoutes, plan: ClusterPlan) => boolean;
	/** Makes the finding, for the first node with this reason. */
	readonly explain: (
		entry: NodeRoutes,
		plan: ClusterPlan,
		config: Config,
	) => ClusterFinding;
}
