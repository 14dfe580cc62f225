import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import {
	type Changes,
	clusterPool,
	hostScope,
	runCluster,
} from "../support/clusters.ts";
import { routesOf } from "../support/function-run.ts";

const address = (type: string, ...addresses: string[]) =>
	addresses.map((text) => ({ type, address: text }));
const dualNIC = (n: number) => [
	...address("InternalIP", `192.168.0.${n}`, `10.4.0.${n}`, `10.8.0.${n}`),
	...address("InternalIP", `fd11::${n}`, `fd12::${n}`),
	...address("ExternalIP", `203.0.113.${n}`),
];
const dual: Changes = {
	nodes: { 1: { addresses: dualNIC(1) } },
	ciliumNodes: { 1: { podCIDRs: ["fd00:1::/64", "10.0.1.0/24"] } },
};
const off = (key: string) => ({
	ciliumConfig: { ipam: "cluster-pool", [key]: "false" },
});

/** A cluster, the configuration, and the routes as prefix and next hop. */
const CASES: readonly [
	lesson: string,
	cluster: ReturnType<typeof clusterPool>,
	spec: object,
	routes: string[],
][] = [
	[
		"the first InternalIP of each family",
		clusterPool(dual, 1),
		{ ipFamily: "V4_V6" },
		["10.0.1.0/24 192.168.0.1", "fd00:1::/64 fd11::1"],
	],
	[
		"the address in a network, in the order of the node",
		clusterPool(dual, 1),
		{ nextHop: { cidrs: ["10.8.0.0/14", "10.4.0.0/14"] } },
		["10.0.1.0/24 10.4.0.1"],
	],
	[
		"each family in its own networks",
		clusterPool(dual, 1),
		{
			ipFamily: "V4_V6",
			nextHop: { cidrs: ["10.8.0.0/14", "fd12::/64"] },
		},
		["10.0.1.0/24 10.8.0.1", "fd00:1::/64 fd12::1"],
	],
	[
		"ExternalIP",
		clusterPool(dual, 1),
		{ nextHop: { addressType: "ExternalIP" } },
		["10.0.1.0/24 203.0.113.1"],
	],
	[
		"a family without an address gets none",
		clusterPool(dual, 1),
		{ ipFamily: "V4_V6", nextHop: { addressType: "ExternalIP" } },
		["10.0.1.0/24 203.0.113.1"],
	],
	[
		"Node.spec.podCIDRs, else podCIDR, as Cilium reads them",
		hostScope(
			{
				nodes: {
					1: { podCIDR: "10.1.1.0/24", podCIDRs: [] },
					2: { podCIDR: "", podCIDRs: ["10.1.2.0/24"] },
				},
			},
			2,
		),
		{},
		["10.1.1.0/24 192.168.0.1", "10.1.2.0/24 192.168.0.2"],
	],
	[
		"a family that Cilium has off",
		clusterPool({ ...dual, ...off("enable-ipv6") }, 1),
		{ ipFamily: "V4_V6" },
		["10.0.1.0/24 192.168.0.1"],
	],
	[
		"IPv4 off",
		clusterPool({ ...dual, ...off("enable-ipv4") }, 1),
		{ ipFamily: "V4_V6" },
		["fd00:1::/64 fd11::1"],
	],
	[
		"a CiliumNode of another Node's uid",
		clusterPool({ ciliumNodes: { 2: { ownerUID: "old" } } }),
		{},
		["10.0.1.0/24 192.168.0.1", "10.0.3.0/24 192.168.0.3"],
	],
	[
		"a stale CiliumNode says nothing in mode kubernetes",
		hostScope({ ciliumNodes: { 1: { ownerUID: "old" } } }, 1),
		{},
		["10.244.1.0/24 192.168.0.1"],
	],
	[
		"every pool of multi-pool",
		clusterPool(
			{
				ciliumConfig: { ipam: "multi-pool" },
				ciliumNodes: {
					1: {
						podCIDRs: ["10.0.1.0/24"],
						pools: [
							{ pool: "mars", cidrs: ["10.20.0.0/27", "10.10.0.32/27"] },
							{ pool: "default", cidrs: ["10.10.0.0/27"] },
							{ pool: "empty" },
						],
					},
				},
			},
			1,
		),
		{},
		[
			"10.10.0.0/27 192.168.0.1",
			"10.10.0.32/27 192.168.0.1",
			"10.20.0.0/27 192.168.0.1",
		],
	],
	[
		"a node without an agent gets none",
		hostScope(
			{ nodes: { 1: { os: "windows" } }, ciliumNodes: { 1: undefined } },
			2,
		),
		{},
		["10.244.2.0/24 192.168.0.2"],
	],
	[
		"AKO's annotation goes before the Node's own CIDRs",
		hostScope(
			{
				nodes: {
					1: { annotations: { "ako.vmware.com/pod-cidrs": "10.9.1.0/24" } },
				},
			},
			1,
		),
		{},
		["10.9.1.0/24 192.168.0.1"],
	],
	[
		"a node without a CiliumNode has no pool",
		clusterPool(
			{
				ciliumConfig: { ipam: "multi-pool" },
				ciliumNodes: {
					1: { pools: [{ pool: "default", cidrs: ["10.10.0.0/27"] }] },
					2: undefined,
				},
			},
			2,
		),
		{},
		["10.10.0.0/27 192.168.0.1"],
	],
	[
		"a contested prefix stays with the first node, and only that one is lost",
		clusterPool({
			ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24", "10.0.7.0/24"] } },
		}),
		{ checks: { "pod-cidr-duplicate": "warning" } },
		[
			"10.0.1.0/24 192.168.0.1",
			"10.0.7.0/24 192.168.0.2",
			"10.0.3.0/24 192.168.0.3",
		],
	],
];

const test = suite("routes that GitOps owns");

for (const [lesson, cluster, spec, routes] of CASES) {
	test(lesson, () => {
		const run = runCluster([clusterSnapshot(cluster)], {
			routeOwner: "GitOps",
			...spec,
		});
		assert.equal(
			routesOf(run).map(({ prefix, nextHop }) => `${prefix} ${nextHop}`),
			routes,
			run.results.map(({ message }) => message).join("\n"),
		);
		assert.is(run.exitCode, 0);
		const [table] = run.items.filter(({ kind }) => kind === "AviRouteTable");
		assert.is(table.spec.managementPolicy, "Manage");
	});
}

test.run();
