import type { Cluster } from "../group/cluster.ts";
import type { Address } from "../ip/address.ts";
import { FAMILIES, type Family } from "../ip/bits.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { isFamilyOff } from "../resolve/gitops.ts";
import {
	configuredNextHop,
	familiesOf,
	type NextHopChoice,
	type NodeAddress,
	nextHopsOf,
} from "../resolve/next-hop.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

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

/**
 * The address of special use (link-local and its like) that would be a node's next hop of the family, when the files
 * own the routes and skip it and there is no other; undefined otherwise.
 */
export function passedOver(
	{ cluster: { config } }: ClusterPlan,
	{ addresses }: NodeRoutes,
	family: Family,
): Address | undefined {
	const hopBy = (choice: NextHopChoice) =>
		nextHopsOf(addresses, [family], choice)[family];
	return config.routeOwner === "GitOps" &&
		hopBy(configuredNextHop(config)) === undefined
		? hopBy(config.nextHop)
		: undefined;
}

/** True when there is such an address of a routed family. */
export const isPassedOver = (plan: ClusterPlan, entry: NodeRoutes): boolean =>
	familiesOf(plan.ipFamily).some((family) => passedOver(plan, entry, family));

/** An address with its type, as `InternalIP 10.0.0.1`, or `invalid InternalIP "10.0.0"` for a text that is no IP address. */
export function addressText({ type, text, address }: NodeAddress): string {
	const isBad = type.endsWith("IP") && address === undefined;
	return isBad ? `invalid ${type} ${JSON.stringify(text)}` : `${type} ${text}`;
}
