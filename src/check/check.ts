import type {
	CheckId,
	ExplainedId,
} from "../../schemas/generated/check-ids.ts";
import type { Config } from "../config/config.ts";
import type { Head } from "../krm/item.ts";
import type { Severity } from "../krm/result.ts";
import type { ClusterPlan, Plan } from "../plan/plan.ts";

/** One thing that a check found. */
export interface Finding {
	/** The value seen and what follows from it, without the remedy. */
	readonly message: string;
	/** The remedy, when the check's own does not fit. */
	readonly remedy?: string;
	/** The resource that it is about. */
	readonly item: Head | undefined;
	/** The cluster that it is about; undefined when it is about the whole package. */
	readonly cluster: string | undefined;
	/** The clusters, besides this one, that it is about as well. */
	readonly otherClusters?: readonly string[];
	/** Path of the field in the resource. */
	readonly field?: string;
	readonly currentValue?: unknown;
	readonly proposedValue?: unknown;
	/** True when the item is one of many, named as an example. */
	readonly isExample?: true;
	/** When it differs from the check's default. */
	readonly severity?: Severity;
	/** As `Check.hides`, where it depends on what was found. */
	readonly hides?: readonly CheckId[];
	/** The id of a check that tells the same cause: this one is dropped when that tells it of the cluster and is as bad. */
	readonly followsFrom?: CheckId;
	/** The findings that this one tells at once; see `tellOnce`. */
	readonly instances?: readonly ClusterFinding[];
}

/** A finding about a cluster that is known already. */
export type ClusterFinding = Omit<Finding, "cluster">;

/** The texts that explain a result of that id. */
export interface Explained {
	readonly id: ExplainedId;
	/** The severity of its findings, unless a finding or the configuration says otherwise. */
	readonly severity: Severity;
	/** What it means when the check fires. */
	readonly description: string;
	/** Why that matters: the fact of Cilium, AKO, Avi or Kubernetes behind it. */
	readonly why: string;
	/** The message of a result, without the remedy. */
	readonly example: string;
	/** What to do then: an imperative that ends each of its messages. */
	readonly remediation: string;
}

/** One check: a pure function of the plan, with the texts that explain it. */
export interface Check extends Explained {
	readonly id: CheckId;
	/** True when `"*"` does not stand for it. */
	readonly mustBeNamed?: true;
	/** True when it compares clusters with each other. */
	readonly isFleetWide?: true;
	/**
	 * The ids of checks whose findings only follow from what this one finds: they are dropped for the cluster, unless
	 * they are worse than its own.
	 */
	readonly hides?: readonly CheckId[];
	readonly check: (plan: Plan) => readonly Finding[];
}

/** Makes a check's function of one that looks at a single cluster. */
export function forEachCluster(
	find: (cluster: ClusterPlan, config: Config) => readonly ClusterFinding[],
): Check["check"] {
	return ({ clusters, config }) =>
		clusters.flatMap((plan) =>
			find(plan, config).map((finding) => ({
				...finding,
				cluster: plan.cluster.name,
			})),
		);
}
