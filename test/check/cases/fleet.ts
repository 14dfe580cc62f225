import { clusterSnapshot } from "../../group/raw-objects.ts";
import { type Changes, clusterPool, inFile } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const inGroup = (group: string, changes: Changes = {}) =>
	clusterPool({
		akoConfig: { cniPlugin: "cilium", serviceEngineGroupName: group },
		...changes,
	});

/** With nodes of the same names that are others. */
const older = clusterSnapshot(
	clusterPool({ nodes: { 1: { uid: "old-1" }, 2: { uid: "old-2" } } }, 2),
	"prod",
);

/** A second cluster; worker-1 has that CIDR, the others have their own. */
const east = (cidr: string, akoConfig: Record<string, string> = {}) => [
	clusterSnapshot(
		clusterPool(
			{
				akoConfig: { cniPlugin: "cilium", ...akoConfig },
				ciliumNodes: { 1: { podCIDRs: [cidr] } },
			},
			1,
		),
		"east",
	),
];

const CONTROLLED = { routeOwner: "GitOps", routeController: "route-sync" };
const ROUTER = { cniPlugin: "cilium", nsxtT1LR: "/infra/tier-1s/t1" };
const CIDR = ["spec.ipam.podCIDRs[0]", "spec.ciliumNodes[1].podCIDRs[0]"];

/** Checks that look across clusters. */
export const FLEET_CASES: readonly CheckCase[] = [
	fires(
		"cluster-name-clash",
		"two snapshots of one name",
		{ more: [inFile("old/prod.yaml", older)] },
		{
			ref: "ClusterSnapshot prod",
			field: "metadata.name",
			currentValue: "prod",
			says: "two clusters are named prod: with 3 nodes in ",
		},
	),
	silent("cluster-name-clash", "two names", { more: east("10.9.1.0/24") }),
	silent("se-group-shared", "two clusters of one name", {
		cluster: inGroup("k8s"),
		more: [inFile("old/prod.yaml", clusterSnapshot(inGroup("k8s"), "prod"))],
	}),

	fires(
		"vrf-prefix-conflict",
		"the same CIDR in two clusters",
		{ more: east("10.0.2.0/24") },
		{
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "10.0.2.0/24 of node worker-2 in cluster prod overlaps 10.0.2.0/24 of node worker-1 in cluster east in VRF global of cloud Default-Cloud, tenant admin, which works only with a Service Engine group for each",
		},
	),
	fires(
		"vrf-prefix-conflict",
		"one CIDR holds those of another cluster",
		{ more: east("10.0.0.0/16") },
		{
			ref: "CiliumNode worker-1",
			field: [CIDR[0], "spec.ciliumNodes[0].podCIDRs[0]"],
			currentValue: "10.0.1.0/24",
			says: "10.0.1.0/24 of node worker-1 in cluster prod overlaps 10.0.0.0/16 of node worker-1 in cluster east (and 2 more) in",
		},
	),
	...(
		[
			["AKO syncs no routes", CONTROLLED],
			["nothing else says so", { checks: { "se-group-shared": "off" } }],
			[
				"nothing else is on",
				{ checks: { "*": "off", "vrf-prefix-conflict": "error" } },
			],
		] as const
	).map(([lesson, spec]) =>
		fires(
			"vrf-prefix-conflict",
			`both in one Service Engine group, and ${lesson}`,
			{
				spec,
				cluster: inGroup("k8s"),
				more: east("10.0.2.0/24", { serviceEngineGroupName: "k8s" }),
			},
			{
				severity: "error",
				ref: "CiliumNode worker-2",
				field: [CIDR[0], CIDR[1]],
				currentValue: "10.0.2.0/24",
				says: "and both use Service Engine group k8s",
			},
		),
	),
	fires(
		"vrf-prefix-conflict",
		"both in one Service Engine group, and one AKO syncs no routes",
		{
			cluster: inGroup("k8s"),
			more: east("10.0.2.0/24", {
				serviceEngineGroupName: "k8s",
				disableStaticRouteSync: "true",
			}),
		},
		{
			severity: "error",
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "and both use Service Engine group k8s",
		},
	),
	fires(
		"vrf-prefix-conflict",
		"each of two clusters has a CIDR that holds one of the other's",
		{
			cluster: clusterPool({
				ciliumNodes: { 1: { podCIDRs: ["10.8.0.0/16"] } },
			}),
			more: [
				clusterSnapshot(
					clusterPool(
						{
							ciliumNodes: {
								1: { podCIDRs: ["10.8.1.0/24"] },
								2: { podCIDRs: ["10.0.0.0/22"] },
							},
						},
						2,
					),
					"east",
				),
			],
		},
		{
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "10.0.2.0/24 of node worker-2 in cluster prod overlaps 10.0.0.0/22 of node worker-2 in cluster east (and 2 more) in VRF",
		},
	),
	silent("vrf-prefix-conflict", "se-group-shared says that one AKO stops", {
		cluster: inGroup("k8s"),
		more: east("10.0.2.0/24", { serviceEngineGroupName: "k8s" }),
	}),
	fires(
		"vrf-prefix-conflict",
		"a group for each",
		{
			cluster: inGroup("k8s"),
			more: east("10.0.2.0/24", { serviceEngineGroupName: "" }),
		},
		{
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "; only their Service Engine groups, k8s and Default-Group, keep them apart",
			remedy:
				"leave each cluster its Service Engine group, or give each a pool of its own (cluster-pool-ipv4-cidr)",
		},
	),
	fires(
		"vrf-prefix-conflict",
		"two of three in one Service Engine group",
		{
			spec: CONTROLLED,
			cluster: inGroup("k8s"),
			more: [
				...east("10.0.2.0/24", { serviceEngineGroupName: "k8s" }),
				clusterSnapshot(
					clusterPool({ ciliumNodes: { 1: { podCIDRs: ["10.0.2.0/24"] } } }, 1),
					"a",
				),
			],
		},
		{
			severity: "error",
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "of node worker-1 in cluster east in VRF global of cloud Default-Cloud, tenant admin, and both use Service Engine group k8s",
		},
		{
			ref: "ClusterSnapshot east",
			field: "spec.ciliumNodes[0].podCIDRs[0]",
			currentValue: "10.0.2.0/24",
			says: "cluster east overlaps 10.0.2.0/24 of node worker-1 in cluster a",
		},
		{
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "cluster prod overlaps 10.0.2.0/24 of node worker-1 in cluster a",
		},
	),
	fires(
		"vrf-prefix-conflict",
		"one T1 router, whose VRF only Avi knows",
		{
			cluster: clusterPool({ akoConfig: ROUTER }),
			more: east("10.0.2.0/24", ROUTER),
		},
		{
			ref: "CiliumNode worker-2",
			field: [CIDR[0], CIDR[1]],
			currentValue: "10.0.2.0/24",
			says: "in the VRF of T1 router /infra/tier-1s/t1 of cloud Default-Cloud, tenant admin, which works only with",
		},
	),
	silent("vrf-prefix-conflict", "a T1 router, and so a VRF, for each", {
		cluster: clusterPool({ akoConfig: ROUTER }),
		more: east("10.0.2.0/24", { nsxtT1LR: "/infra/tier-1s/t2" }),
	}),
	silent("vrf-prefix-conflict", "an Avi Controller for each", {
		cluster: clusterPool({
			akoConfig: { cniPlugin: "cilium", controllerIP: "192.0.2.1" },
		}),
		more: east("10.0.2.0/24", { controllerIP: "192.0.2.2" }),
	}),
	...[
		{ vrfName: "other" },
		{ cloudName: "other" },
		{ tenantName: "other" },
	].map((akoConfig) =>
		silent("vrf-prefix-conflict", `another ${Object.keys(akoConfig)}`, {
			more: east("10.0.2.0/24", akoConfig),
		}),
	),
	silent("vrf-prefix-conflict", "side by side", { more: east("10.0.4.0/24") }),
	silent("vrf-prefix-conflict", "twice in one cluster", {
		cluster: clusterPool({ ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } } }),
		more: east("10.9.1.0/24"),
	}),
];
