import type { Family } from "../ip/bits.ts";
import { FIRST_WITH_BOTH } from "../plan/ip-family.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { NodeAddress } from "../resolve/next-hop.ts";
import { olderThan } from "../resolve/version.ts";
import { type Check, type Findings, forEachCluster } from "./check.ts";
import { cidrLocation } from "./location.ts";
import {
	type UnroutedCIDRs,
	unpickedAddress,
	unroutedCIDRs,
} from "./unrouted-cidrs.ts";

export const podCidrIgnored: Check = {
	id: "pod-cidr-ignored",
	severity: "info",
	description:
		"Pod CIDRs of a family that is not routed get no routes: ipFamily leaves it out, Cilium has it off, or no node has an address of it. (Where only some nodes lack one, node-without-next-hop names them.)",
	why: "AKO makes a route for a CIDR only when the node has a next hop of its family, and skips it silently otherwise. In a dual-stack cluster that is V6 unless ipFamily says so.",
	remediation:
		"set spec.ipFamily (and AKOSettings.ipFamily) if pods must be reached over it",
	example:
		"cluster prod: a pod CIDR gets no V6 route, such as fd00:2::/64 of node worker-2: ipFamily is V4",
	check: forEachCluster((plan) =>
		unroutedCIDRs(plan)
			.filter(({ isRoutedElsewhere }) => !isRoutedElsewhere)
			.map((unrouted) => ignored(plan, unrouted)),
	),
};

/** Why the node has no next hop of a routed family, and what to do. */
function unreached(
	{ cluster }: ClusterPlan,
	addresses: readonly NodeAddress[],
	family: Family,
): readonly [why: string, remedy: string] {
	const other = unpickedAddress(cluster, addresses, family);
	return other === undefined
		? [
				`the node has no ${family} address`,
				"give the node an InternalIP of that family if pods must be reached over it",
			]
		: [
				`spec.nextHop picks no ${family} address of the node (it has the ${other.type} ${other.text})`,
				"let spec.nextHop.addressType and cidrs pick one if pods must be reached over it",
			];
}

/** One finding for each family: hundreds of nodes have the same reason. */
function ignored(
	plan: ClusterPlan,
	{ family, reason, nodes }: UnroutedCIDRs,
): Findings {
	const [first] = nodes;
	const cidr = first?.cidrs[0];
	if (first === undefined || cidr === undefined) return undefined;
	const [why, remedy] =
		reason === "no-next-hop"
			? unreached(plan, first.addresses, family)
			: reason === "unwanted"
				? [
						`ipFamily is ${plan.ipFamily}`,
						olderThan(plan.cluster.versions.ako, FIRST_WITH_BOTH) &&
							"upgrade AKO to 1.12.1 or newer, which routes both families, if pods must be reached over it",
					]
				: [
						`Cilium has ${family} off`,
						"turn it on in cilium-config if pods must be reached over it",
					];
	const total = nodes.reduce((sum, { cidrs }) => sum + cidrs.length, 0);
	const count = total === 1 ? "a pod CIDR gets" : `${total} pod CIDRs get`;
	return {
		message: `cluster ${plan.cluster.name}: ${count} no ${family} route, such as ${cidr.text} of node ${first.node.name}: ${why}`,
		remedy,
		...cidrLocation(cidr),
		isExample: true,
	};
}
