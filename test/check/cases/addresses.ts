import {
	type Changes,
	clusterPool,
	dualStack,
	each,
	hostScope,
	internal,
	pooled,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const GITOPS = { routeOwner: "GitOps", routeController: "controller" };
const external = (address: string) => [{ type: "ExternalIP", address }];

/** The addresses of the second Node in both forms. */
const ADDRESSES = {
	ref: "Node worker-2",
	field: ["status.addresses", "spec.nodes[1].addresses"],
} as const;

const REPORT =
	"let the node report an address that the Service Engines reach: give its kubelet --node-ip";

/** worker-2 of a dual-stack cluster with these addresses. */
const dual = (...addresses: string[]) => ({
	cluster: dualStack({ nodes: { 2: { addresses: internal(...addresses) } } }),
});

const LINK_LOCAL: readonly CheckCase[] = [
	fires("next-hop-link-local", "AKO takes it", dual("192.168.0.2", "fe80::2"), {
		...ADDRESSES,
		currentValue: "fe80::2",
		says: "node worker-2 has the next hop fe80::2, which is link-local: no Service Engine reaches the node by it",
		remedy: REPORT,
	}),
	fires(
		"next-hop-link-local",
		"AKO takes it, and GitOps would take another",
		dual("192.168.0.2", "febf::2", "fd11::2"),
		{
			...ADDRESSES,
			currentValue: "febf::2",
			says: "node worker-2 has the next hop febf::2",
			remedy:
				"set spec.routeOwner: GitOps, which takes the node's next address (fd11::2), or let the node report that one alone: give its kubelet --node-ip",
		},
	),
	silent("next-hop-link-local", "GitOps takes the next address", {
		...dual("192.168.0.2", "fe80::2", "fd11::2"),
		spec: { ...GITOPS, ipFamily: "V4_V6" },
	}),
	fires(
		"next-hop-link-local",
		"GitOps finds no other one",
		{
			...dual("192.168.0.2", "fe80::2"),
			spec: { ...GITOPS, ipFamily: "V4_V6" },
		},
		{
			severity: "error",
			...ADDRESSES,
			currentValue: "fe80::2",
			says: "node worker-2 has no other V6 address to be a next hop than fe80::2, which is link-local, and gets no V6 routes",
			remedy: REPORT,
		},
	),
	...["next-hop-link-local", "node-without-next-hop"].flatMap((check) =>
		[{}, { ...GITOPS, ipFamily: "V4_V6" }].map((spec) =>
			silent(check, `no CIDR of the family needs it ${JSON.stringify(spec)}`, {
				cluster: clusterPool({
					nodes: { 2: { addresses: internal("192.168.0.2", "fe80::2") } },
				}),
				spec,
			}),
		),
	),
	silent("node-without-next-hop", "next-hop-link-local tells it", {
		cluster: clusterPool({
			nodes: { 2: { addresses: internal("169.254.0.2") } },
		}),
		spec: GITOPS,
	}),
	silent("next-hop-link-local", "neighbours of the networks", {
		...dual("169.253.255.255", "fec0::2"),
	}),
	...(
		[
			["127.0.0.1", "loopback"],
			["224.0.0.5", "multicast"],
			["0.0.0.0", "unspecified"],
		] as const
	).flatMap(([address, use]) => [
		fires(
			"next-hop-link-local",
			`AKO takes what is ${use}, too`,
			dual(address, "fd11::2"),
			{
				...ADDRESSES,
				currentValue: address,
				says: `node worker-2 has the next hop ${address}, which is ${use}: no Service Engine reaches the node by it`,
			},
		),
		fires(
			"next-hop-link-local",
			`GitOps takes nothing that is ${use}`,
			{ ...dual(address, "fd11::2"), spec: { ...GITOPS, ipFamily: "V4_V6" } },
			{
				severity: "error",
				...ADDRESSES,
				currentValue: address,
				says: `node worker-2 has no other V4 address to be a next hop than ${address}, which is ${use}, and gets no V4 routes`,
			},
		),
	]),
];

const WITHOUT_FAMILY: readonly CheckCase[] = [
	fires(
		"node-without-next-hop",
		"one family of a dual-stack cluster",
		dual("192.168.0.2"),
		{
			...ADDRESSES,
			says: "node worker-2 has no InternalIP of family V6 (it has InternalIP 192.168.0.2), so its pod CIDR fd00:10:2::/64 gets no route",
			remedy:
				"let the node report one: give its kubelet --node-ip an address of each family",
		},
	),
	fires(
		"node-without-next-hop",
		"the network picks none of one family",
		{
			...dual("192.168.0.2", "fd99::2"),
			spec: {
				...GITOPS,
				ipFamily: "V4_V6",
				nextHop: { cidrs: ["192.168.0.0/24", "fd11::/64"] },
			},
		},
		{
			...ADDRESSES,
			says: "node worker-2 has no InternalIP of family V6 in 192.168.0.0/24, fd11::/64 (it has InternalIP 192.168.0.2, InternalIP fd99::2), so its pod CIDR",
			remedy:
				"let spec.nextHop.addressType and cidrs pick one of its addresses",
		},
	),
	silent("pod-cidr-ignored", "node-without-next-hop names the node", {
		...dual("192.168.0.2"),
	}),
	...["pod-cidr-ignored", "node-without-next-hop"].map((check) =>
		silent(check, "next-hop-link-local tells it of one family", {
			...dual("192.168.0.2", "fe80::2"),
			spec: { ...GITOPS, ipFamily: "V4_V6" },
		}),
	),
	silent("node-without-next-hop", "it has no CIDR of the family", {
		cluster: dualStack({
			nodes: { 2: { addresses: internal("192.168.0.2") } },
			ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24", "10.9.2.0/33"] } },
		}),
	}),
	fires(
		"pod-cidr-ignored",
		"a link-local address does not matter where the family is not routed",
		{ ...dual("192.168.0.2", "fe80::2"), spec: { ipFamily: "V4" } },
		{
			ref: "CiliumNode worker-1",
			field: ["spec.ipam.podCIDRs[1]", "spec.ciliumNodes[0].podCIDRs[1]"],
			currentValue: "fd00:10:1::/64",
			says: "3 pod CIDRs get no V6 route, such as fd00:10:1::/64 of node worker-1: ipFamily is V4",
		},
	),
	fires(
		"pod-cidr-ignored",
		"AKO minds no ExternalIP",
		{
			cluster: dualStack({
				nodes: each([1, 2, 3], (n) => ({
					addresses: [...internal(`192.168.0.${n}`), ...external(`fd11::${n}`)],
				})),
			}),
		},
		{
			ref: "CiliumNode worker-1",
			field: ["spec.ipam.podCIDRs[1]", "spec.ciliumNodes[0].podCIDRs[1]"],
			currentValue: "fd00:10:1::/64",
			says: "3 pod CIDRs get no V6 route, such as fd00:10:1::/64 of node worker-1: the node has no V6 address",
			remedy:
				"give the node an InternalIP of that family if pods must be reached over it",
		},
	),
	silent("node-without-next-hop", "no node of the cluster has the family", {
		cluster: dualStack({
			nodes: {
				1: { addresses: internal("192.168.0.1") },
				2: { addresses: internal("192.168.0.2") },
				3: { addresses: internal("192.168.0.3") },
			},
		}),
	}),
];

const windows = (changes: Changes = {}) =>
	clusterPool({
		nodes: { 2: { os: "windows" } },
		ciliumNodes: { 2: undefined },
		...changes,
	});

const WITHOUT_AGENT: readonly CheckCase[] = [
	fires(
		"node-without-agent",
		"Windows",
		{ cluster: windows() },
		{
			ref: "Node worker-2",
			field: ["status.nodeInfo.operatingSystem", "spec.nodes[1].os"],
			currentValue: "windows",
			says: "node worker-2 runs Windows, where no Cilium agent runs: no CiliumNode is expected of it, and it gets no routes",
		},
	),
	fires(
		"node-without-agent",
		"virtual-kubelet",
		{
			cluster: windows({ nodes: { 2: { virtual: true, addresses: [] } } }),
			spec: GITOPS,
		},
		{
			ref: "Node worker-2",
			field: ["metadata.labels", "spec.nodes[1].virtual"],
			says: "node worker-2 is a virtual node, where no Cilium agent runs",
		},
	),
	fires(
		"node-without-agent",
		"AKO routes Node.spec of every Node in mode kubernetes",
		{
			cluster: hostScope({
				nodes: { 2: { os: "windows" } },
				ciliumNodes: { 2: undefined },
			}),
		},
		{
			ref: "Node worker-2",
			field: ["status.nodeInfo.operatingSystem", "spec.nodes[1].os"],
			currentValue: "windows",
			says: "node worker-2 runs Windows, where no Cilium agent runs; AKO, which does not know that, programs routes to its Node.spec.podCIDRs all the same",
			remedy:
				"make sure that its CNI gives pods addresses of Node.spec.podCIDRs and takes packets for them; otherwise no Service behind Avi may need pods on it",
		},
	),
	silent("node-without-agent", "a Linux node that just joined", {
		cluster: clusterPool({ ciliumNodes: { 2: undefined } }),
	}),
	silent("node-without-agent", "only an agent makes a CiliumNode", {
		cluster: clusterPool({ nodes: { 2: { os: "windows" } } }),
	}),
	...[
		"node-without-cilium-node",
		"node-without-pod-cidr",
		"node-without-next-hop",
		"cilium-node-stale",
	].flatMap((check) =>
		[{}, GITOPS].map((spec) =>
			silent(check, `nothing is expected of Windows ${JSON.stringify(spec)}`, {
				cluster: windows({
					nodes: {
						2: { os: "windows", podCIDR: "", podCIDRs: [], addresses: [] },
					},
				}),
				spec,
			}),
		),
	),
	silent("sctp-kernel-too-old", "no agent can die of it", {
		cluster: windows({
			nodes: { 2: { virtual: true, kernelVersion: "4.15.0" } },
		}),
		spec: { sctp: "Enabled" },
	}),
];

const WORKLOAD = "CiliumExternalWorkload";

const OWNED: readonly CheckCase[] = [
	silent("cilium-node-stale", "a CiliumExternalWorkload has no Node", {
		cluster: clusterPool({
			ciliumNodes: { 9: { podCIDRs: [], ownerKind: WORKLOAD } },
		}),
	}),
];

const config = (defaults: Record<string, string>, more: Changes = {}) =>
	clusterPool({
		ciliumNodeConfigs: [{ namespace: "kube-system", name: "blue", defaults }],
		...more,
	});
const override = (key: string) => ({
	ref: "CiliumNodeConfig blue",
	field: [
		`spec.defaults.${key}`,
		`spec.ciliumNodeConfigs[0].defaults.${key}`,
	] as const,
});

const NODE_CONFIGS: readonly CheckCase[] = [
	fires(
		"cilium-node-config",
		"another IPAM mode",
		{ cluster: config({ ipam: "multi-pool" }) },
		{
			...override("ipam"),
			currentValue: "multi-pool",
			proposedValue: "cluster-pool",
			says: 'CiliumNodeConfig kube-system/blue sets ipam "multi-pool" for the nodes that it selects, cilium-config of cluster prod has "cluster-pool": routes are made for the latter',
		},
	),
	fires(
		"cilium-node-config",
		"SCTP off where it is wanted",
		{ cluster: config({ "enable-sctp": "false" }), spec: { sctp: "Enabled" } },
		{
			...override("enable-sctp"),
			currentValue: "false",
			proposedValue: "true",
			says: 'sets enable-sctp "false" for the nodes that it selects',
		},
	),
	silent("cilium-node-config", "one of a namespace that no agent reads", {
		cluster: clusterPool({
			ciliumNodeConfigs: [
				{ namespace: "default", name: "x", defaults: { ipam: "multi-pool" } },
			],
		}),
	}),
	silent("cilium-node-config", "the same values", {
		cluster: config({ ipam: "cluster-pool\n", "enable-sctp": "False" }),
	}),
];

const POOL = {
	ref: "ConfigMap cilium-config",
	field: [
		"data.cluster-pool-ipv4-cidr",
		"spec.ciliumConfig.cluster-pool-ipv4-cidr",
	] as const,
};
const liveAko = (settings: Record<string, string>): Changes => ({
	akoConfig: { cniPlugin: "cilium", clusterName: "prod", ...settings },
});
const far: Changes = { nodes: { 3: { addresses: internal("10.200.0.3") } } };

const POOLS: readonly CheckCase[] = [
	fires(
		"pool-overlaps",
		"Cilium's default pool and a node's address",
		{ cluster: pooled("10.0.0.0/8", far) },
		{
			...POOL,
			currentValue: "10.0.0.0/8",
			says: "cluster-pool-ipv4-cidr is 10.0.0.0/8, Cilium's default, which holds addresses of 1 of 3 nodes of cluster prod (10.200.0.3 of worker-3)",
		},
	),
	fires(
		"pool-overlaps",
		"a CiliumPodIPPool",
		{
			spec: GITOPS,
			cluster: clusterPool({
				ciliumConfig: { ipam: "multi-pool" },
				ciliumNodes: {
					1: { pools: [{ pool: "blue", cidrs: ["10.0.1.0/24"] }] },
				},
				podIPPools: [
					{ name: "blue", cidrs: ["10.0.0.0/16", "192.168.0.0/24"] },
				],
			}),
		},
		{
			ref: "CiliumPodIPPool blue",
			field: ["spec", "spec.podIPPools[0].cidrs"],
			currentValue: "10.0.0.0/16, 192.168.0.0/24",
			says: "CiliumPodIPPool blue is 10.0.0.0/16, 192.168.0.0/24, which holds addresses of all 3 nodes of cluster prod (192.168.0.1 of worker-1, 192.168.0.2 of worker-2 and 192.168.0.3 of worker-3)",
		},
	),
	...(
		[
			["apart", pooled("10.0.0.0/8")],
			[
				"a node's own address in its own CIDR",
				pooled("10.0.0.0/8", {
					nodes: {
						1: {
							addresses: [...internal("192.168.0.1"), ...external("10.0.1.77")],
						},
					},
				}),
			],
			[
				"the same bridge on every node",
				pooled("10.0.0.0/8", {
					nodes: {
						1: {
							addresses: [...internal("192.168.0.1"), ...external("10.9.0.1")],
						},
						2: {
							addresses: [...internal("192.168.0.2"), ...external("10.9.0.1")],
						},
					},
				}),
			],
			[
				"a list that is no JSON, and a controller by name",
				pooled(
					"10.0.0.0/8",
					liveAko({ vipNetworkList: "[", controllerIP: "avi.example" }),
				),
			],
			[
				"pod-cidr-contains-node tells it",
				pooled("10.0.0.0/8", {
					nodes: { 3: { addresses: internal("10.0.1.3") } },
				}),
			],
			[
				"no pool in mode kubernetes",
				hostScope({
					...far,
					ciliumConfig: {
						ipam: "kubernetes",
						"cluster-pool-ipv4-cidr": "10.0.0.0/8",
					},
				}),
			],
		] as const
	).map(([lesson, cluster]) => silent("pool-overlaps", lesson, { cluster })),
	silent("pod-cidr-contains-node", "a node's own address in its own CIDR", {
		cluster: clusterPool({
			nodes: {
				1: {
					addresses: [...internal("192.168.0.1"), ...external("10.0.1.77")],
				},
			},
		}),
	}),
	silent("pod-cidr-contains-node", "an address that the node has too", {
		cluster: clusterPool({
			nodes: {
				1: { addresses: [...internal("192.168.0.1"), ...external("10.0.2.1")] },
				2: { addresses: [...internal("192.168.0.2"), ...external("10.0.2.1")] },
			},
		}),
	}),
	fires(
		"pod-cidr-contains-node",
		"the mode has no pool of Cilium's",
		{
			cluster: hostScope({
				nodes: { 3: { addresses: internal("10.244.1.3") } },
			}),
		},
		{
			ref: "Node worker-1",
			field: ["spec.podCIDRs[0]", "spec.nodes[0].podCIDRs[0]"],
			currentValue: "10.244.1.0/24",
			says: "pod CIDR 10.244.1.0/24 of node worker-1 holds 10.244.1.3, the address of node worker-3",
			remedy:
				"give the cluster a pod network (kube-controller-manager --cluster-cidr) outside the nodes' networks, and join these nodes again",
		},
	),
];

/** Addresses of nodes, and nodes without a Cilium agent. */
export const ADDRESS_CASES: readonly CheckCase[] = [
	...LINK_LOCAL,
	...WITHOUT_FAMILY,
	...WITHOUT_AGENT,
	...OWNED,
	...NODE_CONFIGS,
	...POOLS,
];
