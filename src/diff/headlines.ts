import { exceeds } from "../check/limit.ts";
import { DEFAULTS } from "../config/fields.ts";
import type { ClusterDiff, RouteChange } from "./changes.ts";

/** What happens to prefixes of a kind of change, when it happens to most of them. */
const EVENTS: readonly (readonly [kind: RouteChange["kind"], event: string])[] =
	[
		["removed", "are gone"],
		["moved", "move to another node"],
		["next-hop", "get another address of their node as next hop"],
	];

/** What makes the whole cluster look like another one, the riskiest first: a review must not miss it among the lines. */
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
