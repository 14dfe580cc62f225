import { parsePrefix } from "../ip/prefix.ts";
import { fieldPath } from "../model/lists.ts";
import type { IpamMode } from "./ipam-mode.ts";

/** Multi-pool: each CiliumNode holds CIDRs of several pools. AKO does not read them, so this mode is for GitOps. */
export const multiPool: IpamMode = {
	name: "multi-pool",
	cniPlugin: "cilium",
	source: "CiliumNode",
	field: "pools",
	fieldName: "CiliumNode.spec.ipam.pools.allocated",
	isReadByAko: false,
	unread: {
		reason: "AKO does not read the pools and programs no routes",
		remedy:
			"set spec.routeOwner: GitOps (Cilium takes no cluster back from multi-pool to cluster-pool)",
	},
	emptyWhen: "no pods run yet",
	pools: "CiliumPodIPPool",
	podCIDRs({ name: node }, ciliumNode) {
		if (ciliumNode === undefined) return { podCIDRs: [] };
		const { pools = [], source } = ciliumNode;
		const field = fieldPath(source, "pools");
		return {
			podCIDRs: pools.flatMap(({ cidrs = [] }, i) =>
				cidrs.map((text, j) => ({
					text,
					node,
					source,
					field: `${field}[${i}].cidrs[${j}]`,
					prefix: parsePrefix(text),
				})),
			),
		};
	},
};
