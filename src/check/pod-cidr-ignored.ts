import type { NodeSnapshot } from "../group/cluster.ts";
import { type Family, parseAddress } from "../ip/address.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isFamilyOff } from "../resolve/gitops.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

export const podCidrIgnored: Check = {
	id: "pod-cidr-ignored",
	severity: "info",
	description:
		"Pod CIDRs of a family that is not routed get no routes: ipFamily leaves it out, Cilium has it off, or the node has no address of it.",
	why: "AKO makes a route for a CIDR only when the node has a next hop of its family, and skips it silently otherwise. In a dual-stack cluster that is V6 unless ipFamily says so.",
	remediation:
		"set spec.ipFamily (and AKOSettings.ipFamily) if pods must be reached over it",
	example:
		"cluster prod: a pod CIDR gets no V6 route, as fd00:2::/64 of node worker-2: ipFamily is V4",
	check: forEachCluster((plan) =>
		(["V4", "V6"] as const).flatMap((family) => ignored(plan, family)),
	),
};

/** Why a node has no next hop of a family that is routed, and what to do. */
function unreached(
	{ cluster }: ClusterPlan,
	{ addresses = [] }: NodeSnapshot,
	family: Family,
): readonly [why: string, remedy: string] {
	const { routeOwner } = cluster.config;
	const other = addresses.find(
		({ type, address }) =>
			type.endsWith("IP") && parseAddress(address)?.family === family,
	);
	return routeOwner === "GitOps" && other !== undefined
		? [
				`spec.nextHop picks no ${family} address of the node (it has the ${other.type} ${other.address})`,
				"let spec.nextHop.addressType and cidrs pick one if pods must be reached over it",
			]
		: [
				`the node has no ${family} address`,
				"give the node an InternalIP of that family if pods must be reached over it",
			];
}

/** One finding for each family and reason: hundreds of nodes have the same one. */
function ignored(
	plan: ClusterPlan,
	family: Family,
): Omit<Finding, "cluster">[] {
	const { cluster, oddNodes, ipFamily } = plan;
	const isWanted = familiesOf(ipFamily).includes(family);
	const isOff =
		cluster.config.routeOwner === "GitOps" && isFamilyOff(cluster, family);
	const left: { node: NodeSnapshot; cidr: PodCIDR }[] = [];
	for (const { node, podCIDRs, nextHops, dropped } of oddNodes) {
		const isRouted = !isOff && nextHops[family] !== undefined;
		if (dropped !== undefined || isRouted) continue;
		for (const cidr of podCIDRs)
			if (cidr.written?.prefix.family === family) left.push({ node, cidr });
	}
	const [first] = left;
	if (first === undefined) return [];
	const [why, remedy] = !isWanted
		? [`ipFamily is ${ipFamily}`, undefined]
		: isOff
			? [
					`Cilium has ${family} off`,
					"turn it on in cilium-config if pods must be reached over it",
				]
			: unreached(plan, first.node, family);
	const count =
		left.length === 1 ? "a pod CIDR gets" : `${left.length} pod CIDRs get`;
	const message = `cluster ${cluster.name}: ${count} no ${family} route, as ${first.cidr.text} of node ${first.node.name}: ${why}`;
	const { source, field, text } = first.cidr;
	return [
		{
			message,
			...(remedy === undefined ? {} : { remedy }),
			item: source.item,
			isExample: true,
			field,
			currentValue: text,
		},
	];
}
