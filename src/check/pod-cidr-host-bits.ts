import type { PodCIDR } from "../resolve/pod-cidr.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongNodes, combine, type NamedFinding } from "./combine.ts";
import { cidrLocation } from "./location.ts";

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
		const found = plan.agentNodes
			.flatMap(({ podCIDRs }) => podCIDRs.filter(hasHostBits))
			.map(findingOf);
		return combine(found, amongNodes(plan), ({ share, examples }) => ({
			message: `pod CIDRs of ${share} of cluster ${plan.cluster.name} have host bits set: ${examples}`,
		}));
	}),
};

const hasHostBits = ({ prefix }: PodCIDR) => prefix?.hasHostBits === true;

function findingOf(cidr: PodCIDR): NamedFinding {
	const { prefix, text, node } = cidr;
	const network = prefix?.text;
	return {
		name: node,
		example: `${text} of ${node} (the network is ${network})`,
		message: `node ${node} has pod CIDR ${text} with host bits set; the network is ${network}`,
		...cidrLocation(cidr),
		proposedValue: network,
	};
}
