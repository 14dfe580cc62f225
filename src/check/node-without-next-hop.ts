import type { Family } from "../ip/bits.ts";
import { fieldOf } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { FAMILY_KEYS, isFamilyOff } from "../resolve/gitops.ts";
import { familiesOf, type NodeAddress } from "../resolve/next-hop.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";
import { amongNodes, combine } from "./combine.ts";
import {
	addressText,
	isPassedOver,
	type UnroutedCIDRs,
	unpickedAddress,
	unroutedCIDRs,
} from "./unrouted-cidrs.ts";

export const nodeWithoutNextHop: Check = {
	id: "node-without-next-hop",
	severity: "warning",
	description:
		"A node has no address of any wanted family, so it gets no routes; with routeOwner GitOps this is an error. Or it has pod CIDRs of a family and no address of it, while other nodes of the cluster have one.",
	why: 'AKO looks for an InternalIP in Node.status.addresses, of the families that ipFamily names. Without any it logs "nodeip not found" and gives the node no routes; without one of a family it skips the CIDRs of that family silently.',
	remediation:
		"correct the node's status.addresses, or spec.ipFamily and spec.nextHop",
	example:
		"node worker-1 has no InternalIP of family V6 (it has InternalIP 192.168.0.1) and gets no routes",
	check: forEachCluster((plan) => {
		const dropped = plan.nodesLackingRoutes.filter(
			(entry) =>
				entry.dropped?.kind === "no-next-hop" &&
				// next-hop-link-local reports it.
				!isPassedOver(plan, entry),
		);
		// An address of a family that Cilium has disabled is no next hop.
		const off =
			plan.cluster.config.routeOwner === "AKO"
				? []
				: familiesOf(plan.ipFamily).filter((family) =>
						isFamilyOff(plan.cluster, family),
					);
		return [
			...(off.length > 0
				? familyOff(plan, dropped, off)
				: withoutAny(plan, dropped)),
			...unroutedCIDRs(plan)
				.filter(({ isRoutedElsewhere }) => isRoutedElsewhere)
				.flatMap((unrouted) => withoutFamily(plan, unrouted)),
		];
	}),
};

function familyOff(
	plan: ClusterPlan,
	dropped: readonly NodeRoutes[],
	off: readonly Family[],
): ClusterFinding[] {
	const { ciliumConfig, name: cluster } = plan.cluster;
	const keys = off.map((family) => FAMILY_KEYS[family]);
	const says = `cilium-config of cluster ${cluster} has ${keys.join(" and ")} "false"`;
	const found = dropped.map(({ node: { name, source } }) => {
		const { item, path } = ciliumConfig?.source ?? source;
		return {
			name,
			message: `node ${name} gets no routes: ${says}, and the node has no address of another family that is routed`,
			remedy: "set spec.ipFamily to the family that Cilium has on",
			item,
			field: joinPath(path, keys[0] as string),
			currentValue: "false",
			severity: "error" as const,
		};
	});
	return combine(found, amongNodes(plan), ({ share, names }) => ({
		message: `${share} get no routes (${names}): ${says}, and they have no address of another family that is routed`,
	}));
}

/** The addresses that a next hop is picked from, in words. */
function wantedAddress({ cluster }: ClusterPlan, family: string): string {
	const { routeOwner, nextHop } = cluster.config;
	const ofFamily = family === "V4_V6" ? "" : ` of family ${family}`;
	if (routeOwner === "AKO") return `InternalIP${ofFamily}`;
	const networks = nextHop.cidrs.map(({ text }) => text).join(", ");
	return `${nextHop.addressType}${ofFamily}${networks && ` in ${networks}`}`;
}

/** What the node has instead: its IP addresses, else all addresses, as in a ClusterSnapshot. */
function addressesOf(addresses: readonly NodeAddress[]): string {
	const ips = addresses.filter(({ type }) => type.endsWith("IP"));
	const shown = ips.length > 0 ? ips : addresses;
	return shown.map(addressText).join(", ") || "no address";
}

function withoutAny(
	plan: ClusterPlan,
	dropped: readonly NodeRoutes[],
): ClusterFinding[] {
	const { cluster, ipFamily } = plan;
	const { routeOwner } = cluster.config;
	const wanted = wantedAddress(plan, ipFamily);
	const found = dropped.map(({ node: { name, source }, addresses }) => ({
		name,
		example: `${name} (${addressesOf(addresses)})`,
		message: `node ${name} has no ${wanted} (it has ${addressesOf(addresses)}) and gets no routes`,
		...fieldOf(source, "addresses"),
		severity: routeOwner === "GitOps" ? ("error" as const) : undefined,
	}));
	return combine(found, amongNodes(plan), ({ share, examples }) => ({
		message: `${share} of cluster ${cluster.name} have no ${wanted} and get no routes: ${examples}`,
	}));
}

/** Nodes without a family that other nodes have. */
function withoutFamily(
	plan: ClusterPlan,
	{ family, nodes }: UnroutedCIDRs,
): ClusterFinding[] {
	const wanted = wantedAddress(plan, family);
	const found = nodes.map(({ node, addresses, cidrs }) => ({
		name: node.name,
		message: `node ${node.name} has no ${wanted} (it has ${addressesOf(addresses)}), so its pod CIDR ${cidrs.map(({ text }) => text).join(", ")} gets no route`,
		remedy:
			unpickedAddress(plan.cluster, addresses, family) === undefined
				? "let the node report one: give its kubelet --node-ip an address of each family"
				: "let spec.nextHop.addressType and cidrs pick one of its addresses",
		...fieldOf(node.source, "addresses"),
	}));
	return combine(found, amongNodes(plan), ({ share, names }) => ({
		message: `${share} of cluster ${plan.cluster.name} have no ${wanted}, so their ${family} pod CIDRs get no routes: ${names}`,
	}));
}
