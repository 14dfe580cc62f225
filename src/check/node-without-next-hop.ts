import { fieldPath } from "../group/cluster.ts";
import { type Check, forEachCluster } from "./check.ts";

export const nodeWithoutNextHop: Check = {
	id: "node-without-next-hop",
	severity: "warning",
	description:
		"A node has no address of any wanted family, so it gets no routes. With routeOwner GitOps this is an error.",
	remediation:
		"correct the node's status.addresses, or spec.ipFamily and spec.nextHop",
	check: forEachCluster(({ cluster, nodes, ipFamily }) => {
		const { routeOwner, nextHop } = cluster.config;
		const type = routeOwner === "AKO" ? "InternalIP" : nextHop.addressType;
		const networks =
			routeOwner === "AKO" || nextHop.cidrs.length === 0
				? ""
				: ` in ${nextHop.cidrs.map(({ text }) => text).join(", ")}`;
		return nodes
			.filter(({ dropped }) => dropped?.kind === "no-next-hop")
			.map(({ node }) => {
				const seen = (node.addresses ?? [])
					.map((address) => `${address.type} ${address.address}`)
					.join(", ");
				return {
					message: `node ${node.name} has no ${type} of family ${ipFamily}${networks} (it has ${seen || "no address"}) and gets no routes`,
					item: node.source.item,
					field: fieldPath(node.source, "addresses"),
					...(routeOwner === "GitOps" ? { severity: "error" as const } : {}),
				};
			});
	}),
};
