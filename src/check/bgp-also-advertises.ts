import { type Check, forEachCluster } from "./check.ts";
import { configLocation } from "./location.ts";

const KEY = "enable-bgp-control-plane";

export const bgpAlsoAdvertises: Check = {
	id: "bgp-also-advertises",
	severity: "warning",
	description: "Cilium's BGP control plane is on.",
	why: "It can advertise the same pod CIDRs to the routers. Static routes in the Service Engines then compete with what BGP says, and stay when BGP withdraws a node.",
	remediation:
		"make sure that no CiliumBGPAdvertisement of type PodCIDR reaches the Service Engines' routers, or leave routing to BGP and set disableStaticRouteSync in AKO",
	example:
		'cluster prod has enable-bgp-control-plane "true", so its pod CIDRs may be advertised by BGP too',
	check: forEachCluster(({ cluster }) => {
		if (cluster.ciliumConfig?.data[KEY] !== "true") return undefined;
		return {
			message: `cluster ${cluster.name} has ${KEY} "true", so its pod CIDRs may be advertised by BGP too`,
			...configLocation(cluster, "ciliumConfig", KEY),
			currentValue: "true",
		};
	}),
};
