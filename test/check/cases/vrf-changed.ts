import { earlierTable } from "../../group/raw-objects.ts";
import { clusterPool, configMap } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

/** A table of routes that an earlier run wrote for a VRF in the cloud. */
function earlier(cloud: string, count = 4) {
	const prefixes = [1, 2, 3, 4].slice(0, count).map((n) => `10.0.${n}.0/24`);
	const table = earlierTable("prod", prefixes);
	const vrfContext = { ...table.spec.vrfContext, cloud };
	return { ...table, spec: { ...table.spec, vrfContext } };
}

const untold = clusterPool({ akoConfig: undefined }, 4);
const MOVED = { ref: "AviRouteTable prod", field: "spec.vrfContext" } as const;
const USE_IT =
	"make sure that AKO and the Service Engines use that VRF once this is applied";

export const VRF_CHANGED_CASES: readonly CheckCase[] = [
	fires(
		"vrf-changed",
		"the dump of avi-k8s-config is missing",
		{ cluster: untold, more: [earlier("vcenter")] },
		{
			...MOVED,
			says: "all routes of cluster prod (4) would move from VRF global of cloud vcenter, tenant admin to VRF global of cloud Default-Cloud, tenant admin, and AKO's settings are no longer known",
		},
	),
	fires(
		"vrf-changed",
		"AKO has another one",
		{
			cluster: clusterPool(
				{ akoConfig: { cniPlugin: "cilium", cloudName: "other" } },
				4,
			),
			more: [earlier("vcenter")],
		},
		{
			...MOVED,
			severity: "warning",
			says: "all routes of cluster prod (4) move from VRF global of cloud vcenter, tenant admin to VRF global of cloud other, tenant admin",
			remedy: USE_IT,
		},
	),
	fires(
		"vrf-changed",
		"the configuration names another one",
		{
			cluster: untold,
			spec: { vrfContext: { name: "vrf-k8s" } },
			more: [earlier("Default-Cloud")],
		},
		{
			...MOVED,
			severity: "warning",
			says: "to VRF vrf-k8s of cloud Default-Cloud, tenant admin",
			remedy: USE_IT,
		},
	),
	fires(
		"vrf-changed",
		"what will install AKO names another one",
		{
			cluster: untold,
			more: [
				earlier("vcenter"),
				configMap("avi-k8s-config", { cloudName: "other" }),
			],
		},
		{
			...MOVED,
			severity: "warning",
			says: "to VRF global of cloud other, tenant admin",
			remedy: USE_IT,
		},
	),
	silent("vrf-changed", "the same VRF, and nothing that tells it", {
		cluster: untold,
		more: [earlier("Default-Cloud")],
	}),
	fires(
		"vrf-changed",
		"one route",
		{ cluster: untold, more: [earlier("vcenter", 1)] },
		{
			...MOVED,
			says: "all routes of cluster prod (1) would move from VRF global of cloud vcenter",
		},
	),
	silent("vrf-changed", "no routes", {
		cluster: untold,
		more: [earlier("vcenter", 0)],
	}),
	silent("vrf-changed", "the first run", { cluster: untold }),
];
