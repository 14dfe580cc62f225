import {
	type Cluster,
	fieldPath,
	type NodeSnapshot,
} from "../group/cluster.ts";
import type { Family } from "../ip/address.ts";
import type { IpFamily } from "../read/config.ts";
import { joinPath } from "../read/validate.ts";
import { FAMILY_KEYS, isFamilyOff } from "../resolve/gitops.ts";
import { familiesOf } from "../resolve/next-hop.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

export const nodeWithoutNextHop: Check = {
	id: "node-without-next-hop",
	severity: "warning",
	description:
		"A node has no address of any wanted family, so it gets no routes. With routeOwner GitOps this is an error.",
	why: 'AKO looks for an InternalIP in Node.status.addresses, of the families that ipFamily names. It logs "nodeip not found" and gives the node no routes.',
	remediation:
		"correct the node's status.addresses, or spec.ipFamily and spec.nextHop",
	example:
		"node worker-1 has no InternalIP of family V6 (it has InternalIP 192.168.0.1) and gets no routes",
	check: forEachCluster(({ cluster, oddNodes, ipFamily }) => {
		const off = offFamilies(cluster, ipFamily);
		const { routeOwner, nextHop } = cluster.config;
		const type = routeOwner === "AKO" ? "InternalIP" : nextHop.addressType;
		const networks =
			routeOwner === "AKO" || nextHop.cidrs.length === 0
				? ""
				: ` in ${nextHop.cidrs.map(({ text }) => text).join(", ")}`;
		return oddNodes
			.filter(({ dropped }) => dropped?.kind === "no-next-hop")
			.map(({ node }) => {
				const seen = (node.addresses ?? [])
					.map((address) => `${address.type} ${address.address}`)
					.join(", ");
				if (off.length > 0 && routeOwner === "GitOps")
					return familyOff(cluster, node, off);
				return {
					message: `node ${node.name} has no ${type}${familyText(ipFamily)}${networks} (it has ${seen || "no address"}) and gets no routes`,
					item: node.source.item,
					field: fieldPath(node.source, "addresses"),
					...(routeOwner === "GitOps" ? { severity: "error" as const } : {}),
				};
			});
	}),
};

/** The one family that is routed; nothing where both are. */
const familyText = (ipFamily: IpFamily) =>
	ipFamily === "V4_V6" ? "" : ` of family ${ipFamily}`;

/** The families that are routed and that Cilium has off: then an address of them is no next hop. */
function offFamilies(cluster: Cluster, ipFamily: IpFamily): Family[] {
	return familiesOf(ipFamily).filter((family) => isFamilyOff(cluster, family));
}

function familyOff(
	{ ciliumConfig, name }: Cluster,
	node: NodeSnapshot,
	off: readonly Family[],
): Omit<Finding, "cluster"> {
	const keys = off.map((family) => FAMILY_KEYS[family]);
	const { item, path } = ciliumConfig?.source ?? node.source;
	return {
		message: `node ${node.name} gets no routes: cilium-config of cluster ${name} has ${keys.join(" and ")} "false", and the node has no address of another family that is routed`,
		remedy: "set spec.ipFamily to the family that Cilium has on",
		item,
		field: joinPath(path, keys[0] as string),
		currentValue: "false",
		severity: "error",
	};
}
