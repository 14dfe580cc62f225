import type { Config } from "../config/config.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import type { ClusterFinding } from "./check.ts";

/** What keeps a node from having routes. The first that holds, in the order of the table, is the node's reason. */
export interface Reason {
	readonly holds: (entry: NodeRoutes, plan: ClusterPlan) => boolean;
	/** Tells it of the first node that it holds back. */
	readonly tell: (
		entry: NodeRoutes,
		plan: ClusterPlan,
		config: Config,
	) => ClusterFinding;
}
