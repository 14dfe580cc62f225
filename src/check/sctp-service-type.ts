import { akoSetting } from "../group/targets/ako-setting.ts";
import { type Check, forEachCluster } from "./check.ts";
import { sctpConsequence } from "./sctp.ts";

export const sctpServiceType: Check = {
	id: "sctp-service-type",
	severity: "error",
	description:
		"SCTP is wanted, and AKO runs with serviceType NodePortLocal. With sctp: Auto a warning, and SCTP is left alone.",
	why: "AKO makes pools of SCTP Services with serviceType ClusterIP and NodePort only: NodePortLocal maps ports of the node, and its annotation knows TCP and UDP.",
	remediation:
		"set L7Settings.serviceType: ClusterIP in AKO, or set spec.sctp: Disabled",
	example:
		"cluster prod runs AKO with serviceType NodePortLocal, which can't serve SCTP; spec.sctp is Enabled",
	check: forEachCluster((plan) => {
		if (!plan.sctp.wanted || !plan.sctp.isNodePortLocal) return undefined;
		const settings = akoSetting(plan.cluster, "serviceType")?.settings;
		if (settings === undefined) return undefined;
		const { effect, ...severity } = sctpConsequence(plan);
		return {
			...severity,
			message: `cluster ${plan.cluster.name} runs AKO with serviceType NodePortLocal, which can't serve SCTP; ${effect}`,
			...settings.where("serviceType"),
			currentValue: "NodePortLocal",
		};
	}),
};
