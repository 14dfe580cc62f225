import type { NodeSnapshot } from "../group/cluster.ts";
import { type Address, type Family, isLinkLocal } from "../ip/address.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { configuredNextHop, nextHopsOf } from "../resolve/next-hop.ts";

/**
 * The link-local address because of which a node has no next hop of the family, where the files own the routes and pass
 * it over; undefined where that is not the reason.
 */
export function passedOver(
	{ cluster: { config } }: Pick<ClusterPlan, "cluster">,
	node: NodeSnapshot,
	family: Family,
): Address | undefined {
	if (config.routeOwner === "AKO") return undefined;
	const hop = nextHopsOf(node, [family], config.nextHop)[family];
	return hop !== undefined &&
		isLinkLocal(hop) &&
		nextHopsOf(node, [family], configuredNextHop(config))[family] === undefined
		? hop
		: undefined;
}
