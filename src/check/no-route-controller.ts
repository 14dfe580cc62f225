import { type Check, forEachCluster } from "./check.ts";
import { settingLocation } from "./location.ts";

export const noRouteController: Check = {
	id: "no-route-controller",
	severity: "warning",
	description:
		"routeOwner is GitOps and spec.routeController is not set: no controller is known to write AviRouteTables to Avi. AKO's static route sync is not changed, because switching it off without a replacement would black-hole every new node.",
	why: "With routeOwner GitOps the AviRouteTables are the truth, but a custom resource does nothing by itself. As long as AKO's sync is on it replaces the routes that bear its cluster's name; once it is off, somebody must write them.",
	remediation:
		"install a controller for AviRouteTables and name it in spec.routeController",
	example:
		"cluster prod: no controller is named that reconciles AviRouteTables, AKO's static route sync is left alone",
	check: forEachCluster(({ cluster }, { config }) => {
		const { routeOwner, routeController } = cluster.config;
		if (routeOwner !== "GitOps" || routeController !== undefined)
			return undefined;
		return {
			message: `cluster ${cluster.name}: no controller is named that reconciles AviRouteTables, AKO's static route sync is left alone`,
			...settingLocation(config, cluster, "routeOwner"),
			currentValue: routeOwner,
		};
	}),
};
