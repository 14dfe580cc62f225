import { fieldPath } from "../group/cluster.ts";
import { formatAddress } from "../ip/address.ts";
import { familiesOf, nextHopsOf } from "../resolve/next-hop.ts";
import { type Check, forEachCluster } from "./check.ts";

export const needsGitopsOwner: Check = {
	id: "needs-gitops-owner",
	severity: "error",
	description:
		"routeOwner is AKO, and spec.nextHop asks for another next hop than AKO takes (the first InternalIP).",
	why: "AKO always takes the first InternalIP of a node. On nodes with two networks that can be the wrong one; AKO's documented way out is to turn its route sync off.",
	remediation: "set spec.routeOwner: GitOps, or remove spec.nextHop",
	example:
		"AKO takes 192.168.0.1 as next hop of node worker-1, spec.nextHop asks for 10.4.0.1",
	check: forEachCluster(({ cluster, nodes, ipFamily }) => {
		const { routeOwner, nextHop } = cluster.config;
		const isDefault =
			nextHop.addressType === "InternalIP" && nextHop.cidrs.length === 0;
		if (routeOwner === "GitOps" || isDefault) return [];
		const routed = familiesOf(ipFamily);
		const differing = nodes.flatMap(({ node, nextHops }) => {
			const wanted = nextHopsOf(node, routed, nextHop);
			const families = (["V4", "V6"] as const).filter(
				(family) => wanted[family]?.hex !== nextHops[family]?.hex,
			);
			return families.map((family) => ({
				node,
				ako: nextHops[family],
				wanted: wanted[family],
			}));
		});
		const [first] = differing;
		if (first === undefined) return [];
		const text = (address: typeof first.ako) =>
			address === undefined ? "none" : formatAddress(address);
		const others =
			differing.length === 1 ? "" : ` (and ${differing.length - 1} more)`;
		return [
			{
				message: `AKO takes ${text(first.ako)} as next hop of node ${first.node.name}, spec.nextHop asks for ${text(first.wanted)}${others}`,
				item: first.node.source.item,
				isExample: true,
				field: fieldPath(first.node.source, "addresses"),
			},
		];
	}),
};
