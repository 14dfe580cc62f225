import { type Check, forEachCluster } from "./check.ts";

export const noRouteController: Check = {
	id: "no-route-controller",
	severity: "warning",
	description:
		"routeOwner is GitOps and spec.routeController is not set: nothing is known to bring AviRouteTables into Avi. AKO's static route sync stays as it is, for switching it off with nothing in its place would black-hole every new node.",
	remediation:
		"install a controller for AviRouteTables and name it in spec.routeController",
	check: forEachCluster(({ cluster }) => {
		const { routeOwner, routeController } = cluster.config;
		if (routeOwner !== "GitOps" || routeController !== undefined) return [];
		return [
			{
				message: `cluster ${cluster.name}: no controller is named that reconciles AviRouteTables, AKO's static route sync is left alone`,
				item: cluster.source,
			},
		];
	}),
};
