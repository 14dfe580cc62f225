import type { CheckId, ResultId } from "../../schemas/generated/check-ids.ts";
import type { ClusterConfig } from "../config/config.ts";
import type { Head } from "../krm/item.ts";
import type { Severity } from "../krm/result.ts";
import type { ClusterPlan, Plan } from "../plan/plan.ts";

/** One finding of a check. */
export interface Finding {
	/** The value seen and what follows from it, without the remedy. */
	readonly message: string;
	/** The remedy, when the check's own does not fit. */
	readonly remedy?: string | undefined;
	/** The resource that it is about. */
	readonly item: Head | undefined;
	/** The cluster that it is about; undefined when it is about the whole package. */
	readonly cluster: string | undefined;
	/** Other clusters that it is about. */
	readonly otherClusters?: readonly string[];
	/** Path of the field in the resource. */
	readonly field?: string | undefined;
	readonly currentValue?: unknown;
	readonly proposedValue?: unknown;
	/** True when the item is one of many, named as an example. */
	readonly isExample?: true;
	/** The severity, when it differs from the check's default. */
	readonly severity?: Severity | undefined;
	/** As `Check.hides`, when it depends on the finding. */
	readonly hides?: readonly CheckId[];
	/**
	 * The id of a check with the same cause: this finding is dropped when that check has one for the cluster of at
	 * least its severity.
	 */
	readonly followsFrom?: CheckId | undefined;
	/** The findings that this one combines; see `combine`. */
	readonly instances?: readonly ClusterFinding[];
}

/** A finding without its cluster, which the caller knows. */
export type ClusterFinding = Omit<Finding, "cluster">;

/** The texts that explain a result with that id. */
export interface Explained {
	readonly id: ResultId;
	/** The severity of its findings, unless a finding or the configuration says otherwise. */
	readonly severity: Severity;
	/** What it means when the check fires. */
	readonly description: string;
	/** Why that matters: the underlying fact of Cilium, AKO, Avi or Kubernetes. */
	readonly why: string;
	/** An example of a message, without the remedy. */
	readonly example: string;
	/** The remedy: an imperative that ends each of its messages. */
	readonly remediation: string;
}

/** One check: a pure function of the plan, with the texts that explain it. */
export interface Check extends Explained {
	readonly id: CheckId;
	/** True when `"*"` in spec.checks does not include it. */
	readonly mustBeNamed?: true;
	/** True when it compares clusters with each other. */
	readonly isFleetWide?: true;
	/**
	 * The ids of checks whose findings are only consequences of this one's: they are dropped for the cluster, unless
	 * they are more severe.
	 */
	readonly hides?: readonly CheckId[];
	readonly check: (plan: Plan) => readonly Finding[];
}

/** What is found in a cluster: nothing, one thing, or several. */
export type Findings = ClusterFinding | undefined | readonly Findings[];

/** Makes a check's function from one for a single cluster. */
export function forEachCluster(
	find: (cluster: ClusterPlan, plan: Plan) => Findings,
): Check["check"] {
	return (plan) =>
		plan.clusters.flatMap((one) => {
			const cluster = one.cluster.name;
			return flat(find(one, plan)).map((found) => ({ ...found, cluster }));
		});
}

function flat(found: Findings): readonly ClusterFinding[] {
	if (found === undefined) return [];
	return "message" in found ? [found] : found.flatMap(flat);
}

/** The configured severity of the check, else that of "*", else the finding's, else the check's default. */
export function severityOf(
	check: Pick<Check, "severity" | "mustBeNamed"> & { readonly id: string },
	finding: Pick<Finding, "severity">,
	checks: ClusterConfig["checks"],
): Severity | "off" {
	const wildcard = check.mustBeNamed ? undefined : checks["*"];
	return checks[check.id] ?? wildcard ?? finding.severity ?? check.severity;
}
