import { type Check, forEachCluster } from "./check.ts";

export const podCidrHostBits: Check = {
	id: "pod-cidr-host-bits",
	severity: "error",
	description:
		"A pod CIDR has bits set behind its mask, so it is an address rather than a network.",
	remediation:
		"write the network where a person wrote it; where Cilium or Kubernetes did, find out what changed the object",
	check: forEachCluster(({ nodes }) =>
		nodes.flatMap(({ node, podCIDRs }) =>
			podCIDRs.flatMap(({ text, written, source, field }) => {
				if (!written?.hasHostBits) return [];
				const network = written.prefix.text;
				const message = `node ${node.name} has pod CIDR ${text} with host bits set; the network is ${network}`;
				return [
					{
						message,
						item: source.item,
						field,
						currentValue: text,
						proposedValue: network,
					},
				];
			}),
		),
	),
};
