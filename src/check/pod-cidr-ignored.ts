import type { Family } from "../ip/address.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

export const podCidrIgnored: Check = {
	id: "pod-cidr-ignored",
	severity: "info",
	description:
		"Pod CIDRs of a family that is not routed get no routes: ipFamily leaves it out, Cilium has it off, or the node has no address of it.",
	remediation:
		"set spec.ipFamily (and AKOSettings.ipFamily) if pods must be reached over it",
	check: forEachCluster((plan) =>
		(["V4", "V6"] as const).flatMap((family) => ignored(plan, family)),
	),
};

/** One finding for each family: hundreds of nodes have the same reason. */
function ignored(
	{ cluster, nodes, ipFamily }: ClusterPlan,
	family: Family,
): Omit<Finding, "cluster">[] {
	const left = nodes.flatMap(({ node, podCIDRs, nextHops, routes, dropped }) =>
		podCIDRs
			.filter(
				({ written }) =>
					dropped === undefined && written?.prefix.family === family,
			)
			.filter(
				({ written }) =>
					nextHops[family] === undefined ||
					!routes.some(
						({ prefix }) => prefix.family === written?.prefix.family,
					),
			)
			.map((cidr) => ({ node, cidr })),
	);
	const [first] = left;
	if (first === undefined) return [];
	const isWanted = familiesOf(ipFamily).includes(family);
	const why = isWanted
		? `the node has no ${family} address, or the prefix is not routed`
		: `ipFamily is ${ipFamily}`;
	const example = `${first.cidr.text} of node ${first.node.name}`;
	const message = `${left.length} ${family} pod CIDRs of cluster ${cluster.name} get no routes, as ${example}: ${why}`;
	return [
		{
			message,
			item: first.cidr.source.item,
			field: first.cidr.field,
			currentValue: first.cidr.text,
		},
	];
}
