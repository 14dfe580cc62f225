import type { Cluster } from "../group/cluster.ts";
import { akoSetting, liveSettings } from "../group/targets/ako-setting.ts";
import { type IdleSetting, idleSetting } from "../plan/live-ako.ts";
import { parseGoBoolean } from "../text/go-text.ts";
import { type Check, forEachCluster } from "./check.ts";

const REMEDIES = {
	primaryInstance:
		"take the snapshot with the avi-k8s-config of the primary AKO",
	disableStaticRouteSync:
		"set disableStaticRouteSync to false and restart AKO, or set spec.routeOwner: GitOps if something else writes the routes",
	deleteConfig:
		'set deleteConfig: "false" once AKO shall write routes again; it reads that key live',
	advancedL4:
		"take the Supervisor out of this package, or correct the setting where it is none",
	serviceType:
		"set serviceType: ClusterIP, or take the cluster out of this package",
	vipNetworkList:
		"name the network of the virtual services there (networkName or networkUUID), and restart AKO",
} as const;

export const routesUnused: Check = {
	id: "routes-unused",
	severity: "warning",
	description:
		"AKO's settings make the routes useless: serviceType NodePort or NodePortLocal, or deleteConfig; or, with routeOwner AKO, static route sync is off, vipNetworkList has no network, or this AKO is not the primary instance.",
	why: "Static routes lead to pods, and only serviceType ClusterIP makes pods the members of Avi's pools. With disableStaticRouteSync, with another serviceType and in an AKO that is not primary, AKO does not write routes at all, so an AviRouteTable that observes it never comes true.",
	remediation:
		"set serviceType: ClusterIP and let AKO sync static routes, set spec.routeOwner: GitOps if something else writes them, or take the cluster out of this package",
	example:
		'cluster prod: AKO has serviceType "NodePort", so Avi reaches pods through their nodes, and AKO writes no routes',
	hides: ["live-routes-differ"],
	check: forEachCluster(({ cluster }) => {
		const idle = idleAko(cluster);
		if (idle === undefined) return undefined;
		const { key, value, effect } = idle;
		const settings =
			akoSetting(cluster, key)?.settings ??
			(cluster.akoConfig && liveSettings(cluster.akoConfig));
		if (settings === undefined) return undefined;
		return {
			message: `cluster ${cluster.name}: AKO has ${key} ${JSON.stringify(value)}, so ${effect}`,
			remedy: REMEDIES[key],
			...settings.where(key),
			currentValue: value,
		};
	}),
};

/** The setting that stops AKO from writing routes: in its target, else in the running AKO. */
export function idleAko(
	cluster: Cluster,
	owner = cluster.config.routeOwner,
): IdleSetting | undefined {
	// Of several instances, only one is primary.
	const isPrimary = cluster.akoTargets.some(
		({ values }) => parseGoBoolean(values.primaryInstance || "true") === true,
	);
	return idleSetting(
		(key) =>
			key === "primaryInstance" && isPrimary
				? "true"
				: (akoSetting(cluster, key)?.value ?? cluster.akoConfig?.data[key]),
		owner,
	);
}
