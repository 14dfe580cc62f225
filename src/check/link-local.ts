import { type Address, isLinkLocal } from "../ip/address.ts";
import type { Family } from "../ip/bits.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { configuredNextHop, nextHopsOf } from "../resolve/next-hop.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/**
 * The link-local address that would be a node's next hop of the family, when the files own the routes and skip it and
 * there is no other; undefined otherwise.
 */
export function passedOver(
	{ cluster: { config } }: Pick<ClusterPlan, "cluster">,
	{ addresses }: NodeRoutes,
	family: Family,
): Address | undefined {
	if (config.routeOwner === "AKO") return undefined;
	const hop = nextHopsOf(addresses, [family], config.nextHop)[family];
	return hop !== undefined &&
		isLinkLocal(hop) &&
		nextHopsOf(addresses, [family], configuredNextHop(config))[family] ===
			undefined
		? hop
		: undefined;
}
