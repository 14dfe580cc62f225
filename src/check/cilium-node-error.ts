import { compareText } from "../krm/order.ts";
import { fieldOf } from "../model/lists.ts";
import { type Check, forEachCluster } from "./check.ts";
import { combine } from "./combine.ts";

export const ciliumNodeError: Check = {
	id: "cilium-node-error",
	severity: "warning",
	description:
		"Cilium's operator reports an error for a node: status.ipam.operator-status.error of its CiliumNode is set.",
	why: "The operator writes this field when it can't give the node a CIDR, most often because the pool is used up or the node claims a CIDR that another one has. The CIDRs in the spec may then be old ones, or none.",
	remediation:
		"look at the log of the Cilium operator; when the pool is used up, add a CIDR to cluster-pool-ipv4-cidr, change none that is there, and restart the operator",
	example: 'Cilium\'s operator says of CiliumNode worker-2: "allocator full"',
	check: forEachCluster(({ cluster }) => {
		const found = [...cluster.ciliumNodes.values()]
			.filter(({ error }) => error)
			.sort((a, b) => compareText(a.name, b.name))
			.map(({ name, error, source }) => ({
				name,
				cause: error,
				message: `Cilium's operator says of CiliumNode ${name}: ${JSON.stringify(error)}`,
				...fieldOf(source, "error"),
				currentValue: error,
			}));
		const among = { total: cluster.ciliumNodes.size, noun: "CiliumNodes" };
		return combine(found, among, ({ share, names, first }) => ({
			message: `Cilium's operator says of ${share} of cluster ${cluster.name} (${names}): ${JSON.stringify(first.cause)}`,
		}));
	}),
};
