import { type Check, forEachCluster } from "./check.ts";
import { tooOldForSctp } from "./sctp.ts";

export const sctpAkoTooOld: Check = {
	id: "sctp-ako-too-old",
	severity: "error",
	description:
		"SCTP is wanted, and AKO is below 1.9.1 or the Avi Controller below 22.1.3. With sctp: Auto a warning, and SCTP is left alone.",
	why: "AKO passes SCTP ports of LoadBalancer Services and L4 Gateways on to Avi since 1.9.1, and the Controller takes them since 22.1.3. Before, the virtual service is not created, and nothing in the cluster reports that.",
	remediation: "upgrade it, or set spec.sctp: Disabled",
	example: "cluster prod has AKO 1.9.0, SCTP needs 1.9.1; spec.sctp is Enabled",
	check: forEachCluster((plan) => [
		tooOldForSctp(plan, "ako", "has AKO"),
		tooOldForSctp(plan, "aviController", "has Avi Controller"),
	]),
};
