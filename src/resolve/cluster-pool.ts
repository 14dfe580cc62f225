import { fieldPath } from "../group/cluster.ts";
import type { IpamMode } from "./ipam-mode.ts";

/** Cluster Scope: the operator hands each CiliumNode its CIDRs; Node.spec is another authority's and never read. */
export const clusterPool: IpamMode = {
	name: "cluster-pool",
	cniPlugin: "cilium",
	fieldName: "CiliumNode.spec.ipam.podCIDRs",
	podCIDRs(_node, ciliumNode) {
		// AKO lists the CiliumNodes and finds none of that name: no routes, and no error either.
		if (ciliumNode === undefined) return { cidrs: [] };
		const { podCIDRs, source } = ciliumNode;
		const field = fieldPath(source, "podCIDRs");
		if (podCIDRs === undefined) {
			const detail = "has a CiliumNode without spec.ipam.podCIDRs";
			return {
				cidrs: [],
				problem: { kind: "no-pod-cidr", detail, source, field },
			};
		}
		const cidrs = podCIDRs.map((text, i) => ({
			text,
			source,
			field: `${field}[${i}]`,
		}));
		if (cidrs.length < 2) return { cidrs };
		return {
			cidrs: cidrs.filter(({ text }, i) => podCIDRs.indexOf(text) === i),
		};
	},
};
