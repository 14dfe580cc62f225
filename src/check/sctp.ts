import type { ClusterPlan } from "../plan/plan.ts";
import type { Finding } from "./check.ts";

/** What a failed SCTP check leads to: with `sctp: Auto` SCTP is left alone and the check only warns. */
export function sctpConsequence({
	cluster,
}: ClusterPlan): Pick<Finding, "severity"> & { readonly effect: string } {
	if (cluster.config.sctp === "Auto")
		return { severity: "warning", effect: "SCTP is left alone" };
	return { effect: "spec.sctp is Enabled" };
}
