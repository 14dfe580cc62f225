import { exceeds } from "../check/limit.ts";
import { DEFAULTS } from "../config/fields.ts";
import type { ClusterDiff, RouteChange } from "./changes.ts";

/** The headline for each kind of change that concerns most prefixes. */
const EVENTS: readonly (readonly [kind: RouteChange["kind"], event: string])[] =
	[
		["removed", "are gone"],
		["moved", "move to another node"],
		["next-hop", "get another address of their node as next hop"],
	];

/**
 * Changes that make the whole cluster look like another one, the riskiest first, so that a review does not miss them.
 */
export function headlines({
	presence,
	routes,
	routesBefore,
	settings,
}: Omit<ClusterDiff, "headlines">): string[] {
	if (presence !== "both") return [];
	const isOther = settings.some(({ key }) => key === "clusterUID");
	const other =
		"the snapshot is of another cluster: the uid of Namespace kube-system differs";
	const limit = DEFAULTS.limits.maxChangedRoutes;
	const most = EVENTS.flatMap(([kind, event]) => {
		const count = routes.filter((route) => route.kind === kind).length;
		return exceeds(limit, count, routesBefore)
			? [`${count} of ${routesBefore} prefixes ${event}`]
			: [];
	});
	return [...(isOther ? [other] : []), ...most];
}
