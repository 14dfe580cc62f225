import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine } from "./combine.ts";
import { cidrLocation } from "./location.ts";

export const podCidrOverlap: Check = {
	id: "pod-cidr-overlap",
	severity: "error",
	description:
		"One node's CIDR contains another node's. AKO does not notice and programs both; the narrower route wins, so a part of the wider node's pods can't be reached.",
	why: "AKO compares network addresses and does not notice that 10.0.0.0/16 holds 10.0.1.0/24. Routers prefer the narrower route, so the wider node's pods in that part are sent to the other node.",
	remediation:
		"find out which CIDR is wrong, and have its node get another one (in cluster-pool mode: delete its CiliumNode)",
	example:
		"pod CIDR 10.0.0.0/16 of node worker-1 contains 10.0.2.0/24 of node worker-2",
	check: forEachCluster((plan) => {
		const nestings = plan.claimIndex.nestings({ withSameAddress: false });
		const found = nestings.map(({ outer, inner }) => {
			const holder = `pod CIDR ${outer.prefix.text} of node ${outer.node}`;
			return {
				cause: holder,
				name: inner.node,
				example: `${inner.prefix.text} of ${inner.node}`,
				message: `${holder} contains ${inner.prefix.text} of node ${inner.node}`,
				...cidrLocation(inner),
			};
		});
		return combine(
			found,
			amongRoutedNodes(plan),
			({ share, examples, first }) => ({
				message: `${first.cause} contains those of ${share}: ${examples}`,
			}),
		);
	}),
};
