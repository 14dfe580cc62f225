import type { NodeRoutes } from "../resolve/routes.ts";

/**
 * The nodes of which not every pod CIDR, as it is written, became a route, or that have none. All other nodes have
 * neither a problem nor a reason to be dropped, and no CIDR that is invalid, of another family or contested.
 */
export function oddNodes(nodes: readonly NodeRoutes[]): NodeRoutes[] {
	return nodes.filter(
		({ podCIDRs, routes }) =>
			podCIDRs.length === 0 ||
			podCIDRs.length !== routes.length ||
			podCIDRs.some(({ written }) => written?.hasHostBits),
	);
}
