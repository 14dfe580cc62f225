import {
	type Changes,
	clusterPool,
	each,
	hostScope,
	internal,
	pooled,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const bothPools = (pool: string, v6: string, changes: Changes = {}) =>
	clusterPool({
		ciliumConfig: {
			ipam: "cluster-pool",
			"cluster-pool-ipv4-cidr": pool,
			"cluster-pool-ipv6-cidr": v6,
		},
		...changes,
	});

const OUTSIDE = ["10.0.1.0/24 10.0.3.0/24", "10.0.1.0/24,10.0.3.0/24"];
const INSIDE = [
	"10.0.0.0/8",
	"10.0.2.0/23 10.0.1.0/24",
	"10.0.1.0/24,10.0.2.0/24,10.0.3.0/24",
	"",
	" 10.0.0.0/8 ",
];

const VIP_IN_POOL = JSON.stringify([
	{ networkName: "vip", cidr: "10.9.0.0/24", v6cidr: "2001:db8::/64" },
]);
const POOL_PLACE = {
	ref: "ConfigMap cilium-config",
	field: [
		"data.cluster-pool-ipv4-cidr",
		"spec.ciliumConfig.cluster-pool-ipv4-cidr",
	],
} as const;
const isIn = (address: string) => ({
	addresses: internal(address),
});

const OVERLAPS: readonly CheckCase[] = [
	fires(
		"pool-overlaps",
		"the nodes' network lies in the pool",
		{
			cluster: pooled("192.168.0.0/16"),
			spec: { checks: { "pod-cidr-outside-pool": "off" } },
		},
		{
			...POOL_PLACE,
			currentValue: "192.168.0.0/16",
			says: "cluster-pool-ipv4-cidr is 192.168.0.0/16, which holds addresses of all 3 nodes of cluster prod (192.168.0.1 of worker-1, 192.168.0.2 of worker-2 and 192.168.0.3 of worker-3)",
		},
	),
	fires(
		"pool-overlaps",
		"a VIP network and the Controller lie in Cilium's default pool",
		{
			cluster: pooled("10.0.0.0/8", {
				akoConfig: {
					cniPlugin: "cilium",
					vipNetworkList: VIP_IN_POOL,
					controllerIP: "10.200.0.9",
				},
			}),
		},
		{
			...POOL_PLACE,
			currentValue: "10.0.0.0/8",
			says: "cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default, which holds the VIP network 10.9.0.0/24, and the Avi Controller at 10.200.0.9",
		},
	),
	fires(
		"pool-overlaps",
		"a VIP network lies in one of two networks",
		{
			cluster: pooled("10.0.0.0/16 10.9.0.0/16", {
				akoConfig: { cniPlugin: "cilium", vipNetworkList: VIP_IN_POOL },
			}),
		},
		{
			...POOL_PLACE,
			currentValue: "10.0.0.0/16 10.9.0.0/16",
			says: "cluster-pool-ipv4-cidr is 10.0.0.0/16 10.9.0.0/16, which holds the VIP network 10.9.0.0/24;",
		},
	),
	fires(
		"pool-overlaps",
		"the default with spaces",
		{
			cluster: pooled(" 10.0.0.0/8 ", {
				nodes: { 2: isIn("10.0.99.2") },
			}),
		},
		{
			...POOL_PLACE,
			currentValue: "10.0.0.0/8",
			says: "cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default, which holds",
		},
	),
	fires(
		"pool-overlaps",
		"one node of many",
		{
			cluster: bothPools("10.0.0.0/16", "fd00::/104", {
				nodes: { 2: isIn("10.0.99.2") },
			}),
		},
		{
			...POOL_PLACE,
			currentValue: "10.0.0.0/16",
			says: "which holds addresses of 1 of 3 nodes of cluster prod (10.0.99.2 of worker-2)",
		},
	),
	fires(
		"pool-overlaps",
		"an address that all nodes have, as that of docker0, is none of theirs",
		{
			cluster: pooled("10.0.0.0/8", {
				nodes: each([1, 2, 3], (n) => ({
					addresses: [
						{ type: "InternalIP", address: `10.200.0.${n}` },
						{ type: "ExternalIP", address: "10.201.0.1" },
					],
				})),
			}),
		},
		{
			...POOL_PLACE,
			currentValue: "10.0.0.0/8",
			says: "which holds addresses of all 3 nodes of cluster prod (10.200.0.1 of worker-1, 10.200.0.2 of worker-2 and 10.200.0.3 of worker-3)",
		},
	),
	silent("pool-overlaps", "the address lies in a CIDR, as another check says", {
		cluster: pooled("10.0.0.0/16", {
			nodes: { 2: isIn("10.0.1.2") },
		}),
	}),
	silent("pool-overlaps", "nothing lies in the pool", {
		cluster: pooled("10.0.0.0/8", {
			akoConfig: {
				cniPlugin: "cilium",
				vipNetworkList: "no JSON",
				controllerIP: "avi.example.com",
			},
		}),
	}),
	silent("pool-overlaps", "a mode without pools of Cilium", {
		cluster: hostScope({
			ciliumConfig: {
				ipam: "kubernetes",
				"cluster-pool-ipv4-cidr": "192.168.0.0/16",
			},
		}),
	}),
];

/** The check of cluster-pool's pools, and what Cilium's operator says. */
export const POD_CIDR_POOL_CASES: readonly CheckCase[] = [
	...OVERLAPS,
	...OUTSIDE.map((pool) =>
		fires(
			"pod-cidr-outside-pool",
			pool,
			{ cluster: pooled(pool) },
			{
				ref: "CiliumNode worker-2",
				field: ["spec.ipam.podCIDRs[0]", "spec.ciliumNodes[1].podCIDRs[0]"],
				currentValue: "10.0.2.0/24",
				says: `pod CIDR 10.0.2.0/24 of node worker-2 lies outside cluster-pool-ipv4-cidr, which is ${pool}`,
			},
		),
	),
	...INSIDE.map((pool) =>
		silent("pod-cidr-outside-pool", `in ${JSON.stringify(pool)}`, {
			cluster: pooled(pool),
		}),
	),
	fires(
		"pod-cidr-outside-pool",
		"a pool that is no CIDR",
		{ cluster: bothPools("10.0.0.0/8", "fd00::") },
		{
			ref: "ConfigMap cilium-config",
			field: [
				"data.cluster-pool-ipv6-cidr",
				"spec.ciliumConfig.cluster-pool-ipv6-cidr",
			],
			currentValue: "fd00::",
			says: 'cluster-pool-ipv6-cidr of cilium-config has the entry "fd00::", which is not a CIDR',
			remedy: "correct the entry; it must look like 10.0.0.0/8 or fd00::/104",
		},
	),
	fires(
		"pod-cidr-outside-pool",
		"a pool that holds the address of a node",
		{
			cluster: pooled("10.0.1.0/24 10.0.3.0/24 10.200.0.0/16", {
				nodes: { 3: isIn("10.200.0.3") },
			}),
		},
		{
			ref: "CiliumNode worker-2",
			field: ["spec.ipam.podCIDRs[0]", "spec.ciliumNodes[1].podCIDRs[0]"],
			currentValue: "10.0.2.0/24",
			says: "pod CIDR 10.0.2.0/24 of node worker-2 lies outside",
			remedy:
				"leave running nodes as they are: they keep their CIDRs, and their routes are right; correct the pool before more nodes join, for it holds addresses of nodes (pool-overlaps)",
		},
	),
	silent("pod-cidr-outside-pool", "mode kubernetes has no pool", {
		cluster: hostScope({
			ciliumConfig: {
				ipam: "kubernetes",
				"cluster-pool-ipv4-cidr": "172.16.0.0/12",
			},
		}),
	}),

	fires(
		"cilium-node-error",
		"the pool is used up",
		{
			cluster: clusterPool({ ciliumNodes: { 2: { error: "allocator full" } } }),
		},
		{
			ref: "CiliumNode worker-2",
			field: ["status.ipam.operator-status.error", "spec.ciliumNodes[1].error"],
			currentValue: "allocator full",
			says: 'Cilium\'s operator says of CiliumNode worker-2: "allocator full"',
		},
	),
	silent("cilium-node-error", "an empty one", {
		cluster: clusterPool({ ciliumNodes: { 2: { error: "" } } }),
	}),
];
