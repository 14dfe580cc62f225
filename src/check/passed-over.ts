import type { Address } from "../ip/address.ts";
import type { Family } from "../ip/bits.ts";
import { specialUse } from "../ip/special-use.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import {
	configuredNextHop,
	familiesOf,
	nextHopsOf,
} from "../resolve/next-hop.ts";
import type { NodeRoutes } from "../resolve/routes.ts";

/**
 * The address of special use (link-local and its like) that would be a node's next hop of the family, when the files
 * own the routes and skip it and there is no other; undefined otherwise.
 */
export function passedOver(
	{ cluster: { config } }: Pick<ClusterPlan, "cluster">,
	{ addresses }: NodeRoutes,
	family: Family,
): Address | undefined {
	if (config.routeOwner === "AKO") return undefined;
	const hop = nextHopsOf(addresses, [family], config.nextHop)[family];
	return hop !== undefined &&
		specialUse(hop) !== undefined &&
		nextHopsOf(addresses, [family], configuredNextHop(config))[family] ===
			undefined
		? hop
		: undefined;
}

/** The first such address of the routed families. */
export function passedOverOf(
	plan: ClusterPlan,
	entry: NodeRoutes,
): Address | undefined {
	return familiesOf(plan.ipFamily)
		.map((family) => passedOver(plan, entry, family))
		.find((address) => address !== undefined);
}
