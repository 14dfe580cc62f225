import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	clusterSnapshot,
	earlierTable,
	rawObjects,
} from "../group/raw-objects.ts";
import {
	type ClusterSpec,
	clusterPool,
	dualStack,
	each,
	hostScope,
	internal,
	runCluster,
} from "../support/clusters.ts";
import { type AnyResource, routesOf } from "../support/function-run.ts";

const GITOPS = { routeOwner: "GitOps", routeController: "controller" };
const external = (...addresses: string[]) =>
	addresses.map((address) => ({ type: "ExternalIP", address }));

/** Every setting of a running AKO 1.13 that a healthy cluster has. */
const AKO = {
	versions: { cilium: "1.16.1", ako: "1.13.1", aviController: "30.2.1" },
	akoConfig: {
		cniPlugin: "cilium",
		clusterName: "prod",
		cloudName: "vcenter",
		vrfName: "blue",
		serviceEngineGroupName: "seg-prod",
		serviceType: "ClusterIP",
		ipFamily: "",
		disableStaticRouteSync: "false",
		deleteConfig: "false",
		primaryInstance: "true",
		vipNetworkList: '[{"networkName":"vips","cidr":"198.51.100.0/24"}]',
		nodeNetworkList: '[{"networkName":"nodes","cidrs":["192.168.0.0/16"]}]',
		controllerIP: "192.0.2.10",
	},
	ciliumConfig: {
		ipam: "cluster-pool",
		"cluster-pool-ipv4-cidr": "10.0.0.0/8",
		"enable-ipv4": "true",
		"enable-ipv6": "false",
		"enable-sctp": "false",
	},
};
const HOST = {
	...AKO,
	akoConfig: { ...AKO.akoConfig, cniPlugin: "" },
	ciliumConfig: { ...AKO.ciliumConfig, ipam: "kubernetes" },
};
const windows = { os: "windows", podCIDR: "", podCIDRs: [] };

/** Healthy clusters: number of routes, and infos that they may have. */
const HEALTHY: readonly [
	lesson: string,
	cluster: ClusterSpec,
	routes: number,
	infos?: readonly string[],
	spec?: object,
][] = [
	["cluster-pool", clusterPool(AKO), 3],
	["mode kubernetes", hostScope(HOST), 3],
	[
		"dual stack by AKO's default",
		dualStack({
			...AKO,
			ciliumConfig: {
				...AKO.ciliumConfig,
				"enable-ipv6": "true",
				"cluster-pool-ipv6-cidr": "fd00:10::/32",
			},
			akoConfig: {
				...AKO.akoConfig,
				nodeNetworkList:
					'[{"networkName":"nodes","cidrs":["192.168.0.0/16","fd11::/64"]}]',
			},
		}),
		6,
		["ip-family-assumed"],
	],
	[
		"a Windows hybrid",
		clusterPool(
			{
				...AKO,
				nodes: { 4: windows, 5: windows },
				ciliumNodes: { 4: undefined, 5: undefined },
			},
			5,
		),
		3,
		["node-without-agent"],
	],
	[
		"a Windows hybrid of GitOps, its nodes without addresses",
		clusterPool(
			{
				...AKO,
				nodes: { 4: { ...windows, addresses: [] } },
				ciliumNodes: { 4: undefined },
			},
			4,
		),
		3,
		["node-without-agent", "ako-needs-restart"],
		{ ...GITOPS, ipFamily: "V4" },
	],
	[
		"a Windows hybrid in mode kubernetes, of which AKO knows nothing",
		hostScope(
			{
				...HOST,
				nodes: { 4: { os: "windows" } },
				ciliumNodes: { 4: undefined },
			},
			4,
		),
		4,
		["node-without-agent"],
	],
	[
		"a virtual node",
		clusterPool(
			{
				...AKO,
				nodes: { 4: { virtual: true, addresses: internal("192.168.9.4") } },
				ciliumNodes: { 4: undefined },
			},
			4,
		),
		3,
		["node-without-agent"],
	],
	[
		"a CiliumExternalWorkload",
		clusterPool({
			...AKO,
			ciliumNodes: { 9: { podCIDRs: [], ownerKind: "CiliumExternalWorkload" } },
		}),
		3,
	],
	[
		"a node that is not ready",
		clusterPool({ ...AKO, nodes: { 2: { ready: false } } }),
		3,
	],
	[
		"a cloud provider that reports every interface",
		clusterPool({
			...AKO,
			nodes: each([1, 2, 3], (n) => ({
				addresses: [
					...internal(`192.168.0.${n}`, `fe80::${n}`),
					...external(`192.168.0.${n}`, `10.0.${n}.77`, "172.17.0.1"),
				],
			})),
		}),
		3,
	],
];

const test = suite("causes and healthy clusters");

/** What a run says: severity and id, but for the summary. */
const toldBy = (run: ReturnType<typeof runCluster>) =>
	run.results
		.filter(({ tags }) => tags.check !== "summary")
		.map(({ severity, tags }) => `${severity} ${tags.check}`);

for (const [lesson, cluster, routes, infos = [], spec = {}] of HEALTHY)
	for (const [form, items] of [
		["raw objects", rawObjects(cluster)],
		["ClusterSnapshot", [clusterSnapshot(cluster)]],
	] as const)
		test(`no warning: ${lesson}, of ${form}`, () => {
			const run = runCluster(items, spec);
			const told = toldBy(run);
			assert.equal(
				told.filter((one) => !infos.includes(one.replace("info ", ""))),
				[],
			);
			assert.is(routesOf(run).length, routes);
		});

/** Clusters with one cause, and all that is told of them. */
const CAUSES: readonly (readonly [
	lesson: string,
	items: readonly AnyResource[],
	spec: object,
	told: readonly string[],
])[] = [
	...["eni", "azure", "crd", "nonsense"].map(
		(ipam) =>
			[
				`mode ${ipam}`,
				[
					clusterSnapshot(
						clusterPool({
							ciliumConfig: { ipam, "enable-bgp-control-plane": "true" },
							akoConfig: {
								cniPlugin: "",
								ipFamily: "V6",
								vipNetworkList: AKO.akoConfig.vipNetworkList,
							},
							ciliumNodes: { 2: undefined, 9: {} },
						}),
					),
				],
				{},
				["error ipam-mode-unsupported"],
			] as const,
	),
	[
		"pools, which AKO reads with no cniPlugin",
		[
			clusterSnapshot(
				clusterPool({
					...AKO,
					ciliumConfig: { ipam: "multi-pool" },
					akoConfig: { ...AKO.akoConfig, cniPlugin: "", vrfName: "" },
				}),
			),
			earlierTable(
				"prod",
				[1, 2, 3, 4].map((n) => `10.0.${n}.0/24`),
			),
		],
		{},
		["error ipam-mode-unsupported"],
	],
	[
		"a mode that nobody routes, of GitOps without a controller",
		[clusterSnapshot(clusterPool({ ciliumConfig: { ipam: "eni" } }))],
		{ routeOwner: "GitOps" },
		["error ipam-mode-unsupported"],
	],
	...[AKO, HOST].map(
		(changes) =>
			[
				`CiliumNodes of another cluster, in mode ${changes.ciliumConfig.ipam}`,
				[
					clusterSnapshot(
						clusterPool({
							...changes,
							ciliumNodes: {
								1: { ownerUID: "west-1", addresses: internal("172.16.9.1") },
								2: { ownerUID: "west-2", podCIDRs: ["10.77.2.0/24"] },
								3: undefined,
								9: { ownerUID: "west-9" },
							},
						}),
					),
				],
				{},
				["error cilium-node-stale"],
			] as const,
	),
	[
		"CiliumNodes of other names",
		[
			clusterSnapshot(
				clusterPool({
					...AKO,
					ciliumNodes: {
						1: { name: "west-1" },
						2: { name: "west-2" },
						3: undefined,
					},
				}),
			),
		],
		{},
		["error no-routes"],
	],
	[
		"only link-local addresses",
		[
			clusterSnapshot(
				clusterPool({
					...AKO,
					nodes: each([1, 2, 3], (n) => ({
						addresses: internal(`169.254.0.${n}`),
					})),
				}),
			),
		],
		GITOPS,
		["error no-routes"],
	],
	[
		"CIDRs of all nodes in the other field",
		[
			clusterSnapshot(
				clusterPool({
					...AKO,
					ciliumNodes: each([1, 2, 3], (n) => ({
						podCIDRs: [],
						pools: [{ pool: "default", cidrs: [`10.0.${n}.0/24`] }],
					})),
				}),
			),
		],
		{},
		["error no-routes"],
	],
];

for (const [lesson, items, spec, told] of CAUSES)
	test(`a cause hides its consequences: ${lesson}`, () => {
		assert.equal(toldBy(runCluster(items, spec)), told);
	});

test.run();
