import { type Check, forEachCluster } from "./check.ts";
import { liveNumbers } from "./live-numbers.ts";
import { configLocation } from "./location.ts";

export const liveRoutesDiffer: Check = {
	id: "live-routes-differ",
	severity: "info",
	description:
		"routeOwner is AKO, and with the settings that it runs with AKO programs other routes today than the right ones. Where cniPlugin is the reason, cni-plugin-mismatch says so instead.",
	why: "AKO reads its settings once, when it starts. Until the emitted settings are applied and AKO restarts, Avi has the routes of the old ones; the numbers say how far it is off.",
	remediation: "apply the AKO settings that a render writes, and restart AKO",
	example:
		'the running AKO of cluster prod (serviceType "NodePort"): it programs no routes; all 3 right ones are missing',
	check: forEachCluster((plan) => {
		const { cluster, ako, liveAko } = plan;
		if (cluster.config.routeOwner !== "AKO" || ako === undefined)
			return undefined;
		if (liveAko === undefined || liveAko.cniPlugin !== ako.cniPlugin)
			return undefined;
		// Another instance writes the routes.
		if (liveAko.idle?.key === "primaryInstance") return undefined;
		const numbers = liveNumbers(plan);
		if (numbers === undefined) return undefined;
		const key = liveAko.idle?.key ?? "ipFamily";
		return {
			message: `the running AKO of cluster ${cluster.name} (${key} ${JSON.stringify(cluster.akoConfig?.data[key] ?? "")}): ${numbers}`,
			remedy:
				liveAko.idle && `set ${key} so that AKO writes routes, and restart AKO`,
			...configLocation(cluster, "akoConfig", key),
		};
	}),
};
