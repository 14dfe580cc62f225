import { fieldPath } from "../model/lists.ts";
import type { IpamMode } from "./ipam-mode.ts";
import { listedCIDRs } from "./pod-cidr.ts";

/**
 * Cluster Scope: the operator allocates the CIDRs of each CiliumNode; Node.spec is filled by kube-controller-manager
 * and never read.
 */
export const clusterPool: IpamMode = {
	name: "cluster-pool",
	cniPlugin: "cilium",
	source: "CiliumNode",
	field: "podCIDRs",
	fieldName: "CiliumNode.spec.ipam.podCIDRs",
	isReadByAko: true,
	pools: "cilium-config",
	podCIDRs(_node, ciliumNode) {
		// AKO lists the CiliumNodes and finds none of that name: no routes, and no error either.
		if (ciliumNode === undefined) return { podCIDRs: [] };
		const { podCIDRs: texts, source } = ciliumNode;
		if (texts === undefined) {
			const detail = "has a CiliumNode without spec.ipam.podCIDRs";
			const field = fieldPath(source, "podCIDRs");
			return {
				podCIDRs: [],
				problem: { kind: "no-pod-cidr", detail, source, field },
			};
		}
		const podCIDRs = listedCIDRs(texts, ciliumNode).filter(
			({ text }, i) => texts.indexOf(text) === i,
		);
		return { podCIDRs };
	},
};
