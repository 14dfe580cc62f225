import { exceeds } from "../check/too-many-removed-routes.ts";
import { DEFAULTS } from "../config/fields.ts";
import {
	type ClusterDiff,
	type RouteChange,
	staying,
	vrfMoves,
	type Words,
} from "./changes.ts";

/** The headline for each kind of change that concerns most prefixes. */
const EVENTS: readonly (readonly [kind: RouteChange["kind"], event: string])[] =
	[
		["removed", "are gone"],
		["moved", "move to another node"],
		["next-hop", "get another address of their node as next hop"],
	];

const OTHER =
	"the snapshot is of another cluster: the uid of Namespace kube-system differs";

/**
 * Changes that make the whole cluster look like another one, the riskiest first, so that a review does not miss them.
 */
export function headlines({
	presence,
	routes,
	routesBefore,
	settings,
}: Omit<ClusterDiff, "headlines">): Words[] {
	if (presence !== "both") return [];
	const isOther = settings.some(({ key }) => key === "clusterUID");
	const limit = DEFAULTS.limits.maxChangedRoutes;
	const moves = vrfMoves(routes);
	const others = staying(routes);
	const most = EVENTS.flatMap(([kind, event]) => {
		const count = others.filter((route) => route.kind === kind).length;
		return exceeds(limit, count, routesBefore)
			? [[`${count} of ${routesBefore} prefixes ${event}`]]
			: [];
	});
	// A cluster has one VRF on each side, so all its routes move between the same two.
	const vrf = moves.slice(0, 1).map(({ route, to }) => {
		const event = `${moves.length} of ${routesBefore} routes move to another VRF: from `;
		return [event, { text: route.vrf }, " to ", { text: to }];
	});
	return [...(isOther ? [[OTHER]] : []), ...vrf, ...most];
}
