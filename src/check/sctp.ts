import type { ClusterPlan } from "../plan/plan.ts";
import type { Finding } from "./check.ts";

/** What a failed SCTP check leads to: with `sctp: Auto` SCTP is left alone and the check only warns. */
export function sctpConsequence({
	cluster,
}: ClusterPlan): Pick<Finding, "severity"> & { readonly then: string } {
	if (cluster.config.sctp === "Auto")
		return { severity: "warning", then: "SCTP is left alone" };
	return { then: "spec.sctp is Enabled" };
}
