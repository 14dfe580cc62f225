import { AKO_POD_CIDRS } from "../krm/annotations.ts";
import { fieldPath } from "../model/lists.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine } from "./combine.ts";

export const podCidrAnnotation: Check = {
	id: "pod-cidr-annotation",
	severity: "info",
	description:
		"The annotation ako.vmware.com/pod-cidrs decides a node's pod CIDRs instead of spec.podCIDRs (mode kubernetes only).",
	why: "In mode kubernetes AKO prefers the Node annotation ako.vmware.com/pod-cidrs to spec.podCIDRs. Cilium does not know it, so the two can drift apart.",
	remediation: "remove the annotation if spec.podCIDRs is right",
	example:
		'the pod CIDRs of node worker-1 come from its annotation: "10.9.1.0/24" instead of 10.244.1.0/24',
	check: forEachCluster((plan) => {
		if (plan.decision.mode?.source !== "Node") return [];
		const found = plan.nodes.flatMap(({ node, podCIDRs }) => {
			const value = node.annotations?.[AKO_POD_CIDRS];
			// Other checks report one that gives none.
			if (value === undefined || podCIDRs.length === 0) return [];
			const field = joinPath(
				fieldPath(node.source, "annotations"),
				AKO_POD_CIDRS,
			);
			const message = `the pod CIDRs of node ${node.name} come from its annotation: ${JSON.stringify(value)} instead of ${(node.podCIDRs ?? []).join(", ") || "none"}`;
			const { name } = node;
			const item = node.source.item;
			return [{ name, message, item, field, currentValue: value }];
		});
		return combine(found, amongRoutedNodes(plan), ({ share, names }) => ({
			message: `the pod CIDRs of ${share} of cluster ${plan.cluster.name} come from the annotation ${AKO_POD_CIDRS} instead of spec.podCIDRs: ${names}`,
		}));
	}),
};
