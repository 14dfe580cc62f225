import type { Cluster } from "../group/cluster.ts";
import { FAMILIES, type Family } from "../ip/bits.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isFamilyOff } from "../resolve/gitops.ts";
import { familiesOf, type NodeAddress } from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { NodeRoutes } from "../resolve/routes.ts";
import { passedOver } from "./passed-over.ts";

/**
 * Why pod CIDRs of a family get no routes: ipFamily excludes it, Cilium has it disabled, or nodes have no next hop of
 * it.
 */
export type UnroutedReason = "unwanted" | "off" | "no-next-hop";

/** The pod CIDRs of one family without routes, of nodes that AKO does not drop. */
export interface UnroutedCIDRs {
	readonly family: Family;
	readonly reason: UnroutedReason;
	/** True when other nodes have a route of the family, so that these nodes lack one. */
	readonly isRoutedElsewhere: boolean;
	readonly nodes: readonly (Pick<NodeRoutes, "node" | "addresses"> & {
		readonly cidrs: readonly PodCIDR[];
		/** True when the node has no other pod CIDR, so that it gets no routes at all. */
		readonly areAll: boolean;
	})[];
}

/** The pod CIDRs without routes because there is no next hop of their family, for each such family. */
export function unroutedCIDRs(plan: ClusterPlan): UnroutedCIDRs[] {
	const { cluster, nodesLackingRoutes, ipFamily, routes } = plan;
	return FAMILIES.flatMap((family): UnroutedCIDRs[] => {
		const isOff =
			cluster.config.routeOwner === "GitOps" && isFamilyOff(cluster, family);
		const nodes = nodesLackingRoutes.flatMap((entry) => {
			const isRouted = !isOff && entry.nextHops[family] !== undefined;
			if (entry.dropped !== undefined || isRouted) return [];
			// next-hop-link-local reports it.
			if (passedOver(plan, entry, family) !== undefined) return [];
			const cidrs = entry.podCIDRs.filter(
				({ prefix }) => prefix?.family === family,
			);
			const { node, addresses, podCIDRs } = entry;
			const areAll = cidrs.length === podCIDRs.length;
			return cidrs.length === 0 ? [] : [{ node, addresses, cidrs, areAll }];
		});
		if (nodes.length === 0) return [];
		const reason = !familiesOf(ipFamily).includes(family)
			? "unwanted"
			: isOff
				? "off"
				: "no-next-hop";
		const isRoutedElsewhere =
			reason === "no-next-hop" &&
			routes.some(({ prefix }) => prefix.family === family);
		return [{ family, reason, isRoutedElsewhere, nodes }];
	});
}

/** A node address of the family that spec.nextHop does not select. AKO has its own rules. */
export function unpickedAddress(
	{ config }: Cluster,
	addresses: readonly NodeAddress[],
	family: Family,
): NodeAddress | undefined {
	return config.routeOwner === "AKO"
		? undefined
		: addresses.find(
				({ type, address }) =>
					type.endsWith("IP") && address?.family === family,
			);
}
