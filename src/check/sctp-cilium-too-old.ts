import { type Check, forEachCluster } from "./check.ts";
import { tooOldForSctp } from "./sctp.ts";

export const sctpCiliumTooOld: Check = {
	id: "sctp-cilium-too-old",
	severity: "error",
	description:
		"SCTP is wanted, and Cilium is below 1.13, which does not know it. With sctp: Auto a warning, and SCTP is left alone.",
	why: "The key enable-sctp and the chart's value sctp.enabled came with Cilium 1.13. Older agents ignore the key and drop SCTP packets to Services.",
	remediation: "upgrade Cilium to 1.13 or later, or set spec.sctp: Disabled",
	example:
		"cluster prod runs Cilium 1.12.9, SCTP needs 1.13; spec.sctp is Enabled",
	check: forEachCluster((plan) => tooOldForSctp(plan, "cilium", "runs Cilium")),
};
