import { type Check, forEachCluster } from "./check.ts";
import { sctpConsequence } from "./sctp.ts";

export const sctpServiceType: Check = {
	id: "sctp-service-type",
	severity: "error",
	description: "SCTP is wanted, and AKO runs with serviceType NodePortLocal.",
	why: "AKO makes pools of SCTP Services with serviceType ClusterIP and NodePort only: NodePortLocal maps ports of the node, and its annotation knows TCP and UDP.",
	remediation:
		"set L7Settings.serviceType: ClusterIP in AKO, or set spec.sctp: Disabled",
	example:
		"cluster prod runs AKO with serviceType NodePortLocal, which can't serve SCTP; spec.sctp is Enabled",
	check: forEachCluster((plan) => {
		const { akoConfig, name } = plan.cluster;
		if (!plan.sctp.wanted || !plan.sctp.isNodePortLocal) return [];
		if (akoConfig === undefined) return [];
		const { effect, ...severity } = sctpConsequence(plan);
		const { item, path } = akoConfig.source;
		return [
			{
				...severity,
				message: `cluster ${name} runs AKO with serviceType NodePortLocal, which can't serve SCTP; ${effect}`,
				item,
				field: `${path}.serviceType`,
				currentValue: "NodePortLocal",
			},
		];
	}),
};
