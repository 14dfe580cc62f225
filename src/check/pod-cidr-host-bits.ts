import { type Check, forEachCluster } from "./check.ts";
import { nodeCount } from "./node-count.ts";
import { tellOnce } from "./tell-once.ts";

export const podCidrHostBits: Check = {
	id: "pod-cidr-host-bits",
	severity: "error",
	description:
		"A pod CIDR has bits set behind its mask, so it is an address rather than a network.",
	why: "Avi and the CiliumNode mean the network, but AKO compares addresses as text, so 10.0.1.5/24 and 10.0.1.0/24 pass for two routes. Nothing that hands out CIDRs writes one with host bits: a person did.",
	remediation:
		"write the network where a person wrote it; where Cilium or Kubernetes did, find out what changed the object",
	example:
		"node worker-2 has pod CIDR 10.0.2.5/24 with host bits set; the network is 10.0.2.0/24",
	check: forEachCluster((plan) => {
		const found = plan.agentNodes.flatMap(({ node: { name }, podCIDRs }) =>
			podCIDRs.flatMap(({ text, written, source, field }) => {
				if (!written?.hasHostBits) return [];
				const network = written.prefix.text;
				return [
					{
						name,
						example: `${text} of ${name} (the network is ${network})`,
						message: `node ${name} has pod CIDR ${text} with host bits set; the network is ${network}`,
						item: source.item,
						field,
						currentValue: text,
						proposedValue: network,
					},
				];
			}),
		);
		const total = nodeCount(plan);
		return tellOnce(found, { total }, ({ share, examples }) => ({
			message: `pod CIDRs of ${share} of cluster ${plan.cluster.name} have host bits set: ${examples}`,
		}));
	}),
};
