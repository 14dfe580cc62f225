import { type Check, forEachCluster } from "./check.ts";
import { sctpConsequence } from "./sctp.ts";

export const sctpCiliumTooOld: Check = {
	id: "sctp-cilium-too-old",
	severity: "error",
	description:
		"SCTP is wanted, and Cilium is below 1.13, which does not know it.",
	remediation: "upgrade Cilium to 1.13 or later, or set spec.sctp: Disabled",
	check: forEachCluster((plan) => {
		const { oldCilium } = plan.sctp;
		if (oldCilium === undefined) return [];
		const { effect, ...severity } = sctpConsequence(plan);
		return [
			{
				...severity,
				message: `cluster ${plan.cluster.name} runs Cilium ${oldCilium}, SCTP needs 1.13; ${effect}`,
				item: plan.cluster.versionSources.cilium ?? plan.cluster.source,
				currentValue: oldCilium,
			},
		];
	}),
};
