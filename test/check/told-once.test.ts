import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CHECKS } from "../../src/check/checks.ts";
import { clusterSnapshot, rawObjects } from "../group/raw-objects.ts";
import {
	type Changes,
	type ClusterSpec,
	clusterPool,
	dualStack,
	each,
	hostScope,
	internal,
	pooled,
	runCluster,
} from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

const inPool = (changes: Changes, count = 5) => clusterPool(changes, count);
const ciliumNodes = (
	numbers: readonly number[],
	change: (n: number) => object | undefined,
) => inPool({ ciliumNodes: each(numbers, change) });
const nodes = (
	numbers: readonly number[],
	change: (n: number) => object | undefined,
) => inPool({ nodes: each(numbers, change) });

const GITOPS = { routeOwner: "GitOps", routeController: "controller" };
const sctpPort = (name: string, targetPort: number | string) => ({
	kind: "Service",
	namespace: "telco",
	name,
	type: "LoadBalancer",
	port: 38412,
	targetPort,
});

/** What many nodes have in common, what is told of them once, and how many results that stands for. */
const TOLD: readonly [
	check: string,
	cluster: ClusterSpec,
	spec: object,
	says: string,
	instances: number,
][] = [
	[
		"node-without-cilium-node",
		ciliumNodes([1, 2, 3, 4], () => undefined),
		{},
		"4 of 5 nodes of cluster prod have no CiliumNode and get no routes: worker-1, worker-2, worker-3 and 1 more",
		4,
	],
	[
		"node-without-pod-cidr",
		ciliumNodes([2, 4], () => ({ podCIDRs: [] })),
		{},
		"2 of 5 nodes of cluster prod get no routes (worker-2 and worker-4): each has no CIDR in CiliumNode.spec.ipam.podCIDRs",
		2,
	],
	[
		"node-without-pod-cidr",
		hostScope({
			nodes: each([1, 2], (n) => ({
				podCIDR: "",
				podCIDRs: [],
				annotations: { "network.cilium.io/ipv4-pod-cidr": `10.7.${n}.0/24` },
			})),
			ciliumNodes: each([1, 2], () => ({ podCIDRs: [] })),
		}),
		{},
		"2 of 3 nodes of cluster prod get no routes (worker-1 and worker-2): each has an empty spec.podCIDR (AKO does not read its annotation network.cilium.io/ipv4-pod-cidr); copy the CIDR of each to AKO's annotation ako.vmware.com/pod-cidrs; or set spec.routeOwner: GitOps, which routes it",
		2,
	],
	[
		"node-without-pod-cidr",
		hostScope({ nodes: each([1, 2], () => ({ podCIDR: "" })) }),
		{},
		"2 of 3 nodes of cluster prod get no routes (worker-1 and worker-2): each has an empty spec.podCIDR, without which AKO does not read its spec.podCIDRs; dump the nodes again",
		2,
	],
	[
		"node-without-pod-cidr",
		dualStack({
			ciliumNodes: each([1, 2], (n) => ({ podCIDRs: [`fd00:10:${n}::/64`] })),
		}),
		{ ipFamily: "V4" },
		"2 of 3 nodes of cluster prod get no routes (worker-1 and worker-2): each has pod CIDRs of family V6 alone, which ipFamily V4 leaves out",
		2,
	],
	[
		"node-without-next-hop",
		nodes([1, 5], () => ({ addresses: [] })),
		{ ipFamily: "V4" },
		"2 of 5 nodes of cluster prod have no InternalIP of family V4 and get no routes: worker-1 (no address) and worker-5 (no address)",
		2,
	],
	[
		"node-without-next-hop",
		inPool({
			ciliumConfig: { ipam: "cluster-pool", "enable-ipv6": "false" },
			nodes: each([1, 2], (n) => ({
				addresses: [{ type: "InternalIP", address: `fd11::${n}` }],
			})),
		}),
		{ ...GITOPS, ipFamily: "V4_V6" },
		'2 of 5 nodes get no routes (worker-1 and worker-2): cilium-config of cluster prod has enable-ipv6 "false", and they have no address of another family that is routed',
		2,
	],
	[
		"next-hop-outside-node-networks",
		inPool({
			akoConfig: {
				cniPlugin: "cilium",
				nodeNetworkList: '[{"networkName":"k8s","cidrs":["192.168.0.0/30"]}]',
			},
		}),
		{},
		"the next hops of 2 of 5 nodes lie outside nodeNetworkList of cluster prod, which has 192.168.0.0/30: 192.168.0.4 of worker-4 and 192.168.0.5 of worker-5",
		2,
	],
	[
		"next-hop-disagrees",
		ciliumNodes([1, 2, 3, 4, 5], (n) => ({
			addresses: [{ type: "InternalIP", address: `10.200.0.${n}` }],
		})),
		{},
		"all 5 nodes of cluster prod have another V4 InternalIP than their CiliumNodes: worker-1 (192.168.0.1, its CiliumNode 10.200.0.1), worker-2",
		5,
	],
	[
		"pod-cidr-outside-pool",
		pooled("172.16.0.0/12", {}, 5),
		{},
		"cilium-config names another pool than the nodes use: cluster-pool-ipv4-cidr is 172.16.0.0/12, and pod CIDRs of all 5 nodes of cluster prod lie outside of it (10.0.1.0/24 of worker-1, 10.0.2.0/24 of worker-2, 10.0.3.0/24 of worker-3 and 2 more)",
		5,
	],
	[
		"pod-cidr-outside-pool",
		pooled("10.0.0.0/22", {}, 5),
		{},
		"cilium-config names a pool that not all nodes use: cluster-pool-ipv4-cidr is 10.0.0.0/22, and pod CIDRs of 2 of 5 nodes of cluster prod lie outside of it (10.0.4.0/24 of worker-4 and 10.0.5.0/24 of worker-5)",
		2,
	],
	[
		"pod-cidr-contains-node",
		nodes([1, 2], (n) => ({
			addresses: [{ type: "InternalIP", address: `10.0.${n + 2}.7` }],
		})),
		{},
		"pod CIDRs of 2 of 5 nodes of cluster prod hold addresses of other nodes: 10.0.3.0/24 of worker-3 holds 10.0.3.7 of worker-1 and 10.0.4.0/24 of worker-4 holds 10.0.4.7 of worker-2",
		2,
	],
	[
		"cilium-node-stale",
		ciliumNodes([8, 9, 10], () => ({ podCIDRs: [] })),
		{},
		"3 of 8 CiliumNodes have no Node in cluster prod and get no routes: worker-10, worker-8 and worker-9; dump the nodes again if kubectl get nodes lists them, else delete the CiliumNodes: kubectl delete ciliumnode NAME",
		3,
	],
	[
		"cilium-node-stale",
		ciliumNodes([1, 2], () => ({ ownerUID: "old" })),
		{},
		"2 of 5 CiliumNodes of cluster prod belong to earlier Nodes of their names, with other uids: worker-1 and worker-2; AKO routes their CIDRs all the same",
		2,
	],
	[
		"cilium-node-stale",
		ciliumNodes([1, 2, 3, 4, 5, 6], (n) => ({ ownerUID: `west-${n}` })),
		GITOPS,
		"all 5 CiliumNodes that have a Node of their name in cluster prod belong to Nodes of other uids (worker-1, worker-2, worker-3 and 2 more), as when the Nodes are one cluster's and the CiliumNodes another's; they get no routes; dump nodes and CiliumNodes again",
		5,
	],
	[
		"cilium-node-error",
		ciliumNodes([2, 10], () => ({ error: "pool is full" })),
		{},
		'Cilium\'s operator says of 2 of 6 CiliumNodes of cluster prod (worker-10 and worker-2): "pool is full"',
		2,
	],
	[
		"pod-cidr-host-bits",
		ciliumNodes([1, 2], (n) => ({ podCIDRs: [`10.0.${n}.5/24`] })),
		{},
		"pod CIDRs of 2 of 5 nodes of cluster prod have host bits set: 10.0.1.5/24 of worker-1 (the network is 10.0.1.0/24) and",
		2,
	],
	[
		"pod-cidr-invalid",
		ciliumNodes([1, 2], (n) => ({ podCIDRs: [`10.0.${n}.0`] })),
		{},
		'pod CIDRs of 2 of 5 nodes of cluster prod are not CIDRs: "10.0.1.0" of worker-1 and "10.0.2.0" of worker-2; the nodes get no routes',
		2,
	],
	[
		"pod-cidr-annotation",
		hostScope({
			nodes: each([1, 2], (n) => ({
				annotations: { "ako.vmware.com/pod-cidrs": `10.9.${n}.0/24` },
			})),
		}),
		{},
		"the pod CIDRs of 2 of 3 nodes of cluster prod come from the annotation ako.vmware.com/pod-cidrs instead of spec.podCIDRs: worker-1 and worker-2",
		2,
	],
	[
		"pod-cidr-duplicate",
		ciliumNodes([1, 2, 3, 4, 5], () => ({ podCIDRs: ["10.0.1.0/24"] })),
		{},
		"4 of 5 nodes claim the network address that node worker-1 (10.0.1.0/24) has: worker-2, worker-3, worker-4 and 1 more; AKO drops all their routes",
		4,
	],
	[
		"pod-cidr-duplicate",
		ciliumNodes([2, 3], () => ({ podCIDRs: ["10.0.1.0/24"] })),
		GITOPS,
		"2 of 5 nodes claim the network address that node worker-1 (10.0.1.0/24) has: worker-2 and worker-3; only one of them can have the route",
		2,
	],
	[
		"pod-cidr-duplicate",
		ciliumNodes([2, 3], (n) => ({
			podCIDRs: [`10.0.1.${n === 2 ? 0 : 5}/24`],
		})),
		{},
		"2 of 5 nodes claim the network address that node worker-1 (10.0.1.0/24) has: worker-2 and worker-3; only one of them can have the route",
		2,
	],
	[
		"pod-cidr-overlap",
		ciliumNodes([1], () => ({ podCIDRs: ["10.0.0.0/16"] })),
		{},
		"pod CIDR 10.0.0.0/16 of node worker-1 contains those of 4 of 5 nodes: 10.0.2.0/24 of worker-2, 10.0.3.0/24 of worker-3",
		4,
	],
	[
		"next-hop-shared",
		nodes([1, 2, 3], () => ({
			addresses: internal("10.0.2.15"),
		})),
		{},
		"3 of 5 nodes of cluster prod have the next hop 10.0.2.15: worker-1, worker-2 and worker-3",
		2,
	],
	[
		"needs-gitops-owner",
		inPool({}, 2),
		{ nextHop: { cidrs: ["10.4.0.0/16"] } },
		"AKO takes another next hop than spec.nextHop asks for, for all 2 nodes of cluster prod (worker-1: 192.168.0.1 instead of none and worker-2: 192.168.0.2 instead of none), and spec.nextHop picks no address of any node",
		2,
	],
	[
		"needs-gitops-owner",
		inPool(
			{
				nodes: {
					1: {
						addresses: internal("192.168.0.1", "10.4.0.1"),
					},
				},
			},
			2,
		),
		{ nextHop: { cidrs: ["10.4.0.0/16"] } },
		"AKO takes another next hop than spec.nextHop asks for, for all 2 nodes of cluster prod (worker-1: 192.168.0.1 instead of 10.4.0.1 and worker-2: 192.168.0.2 instead of none); set",
		2,
	],
	[
		"needs-gitops-owner",
		inPool(
			{
				nodes: {
					3: { addresses: internal("10.4.0.3") },
				},
			},
			3,
		),
		{ nextHop: { cidrs: ["10.4.0.0/16"] } },
		"AKO takes another next hop than spec.nextHop asks for, for 2 of 3 nodes of cluster prod (worker-1: 192.168.0.1 instead of none and worker-2: 192.168.0.2 instead of none); set",
		2,
	],
	[
		"pod-cidr-elsewhere",
		hostScope({
			ciliumNodes: each([1, 3], (n) => ({ podCIDRs: [`10.0.${n}.0/24`] })),
		}),
		{},
		"2 of 3 nodes of cluster prod have other CIDRs in CiliumNode.spec.ipam.podCIDRs than in Node.spec.podCIDRs: worker-1 (10.0.1.0/24 instead of 10.244.1.0/24) and worker-3 (10.0.3.0/24 instead of 10.244.3.0/24); their pods have addresses of these, and no route leads there",
		2,
	],
	[
		"pod-cidr-elsewhere",
		ciliumNodes([1, 2], (n) => ({
			podCIDRs: [],
			pools: [{ pool: "default", cidrs: [`10.9.${n}.0/24`] }],
		})),
		{},
		"2 of 5 nodes of cluster prod have no CIDRs in CiliumNode.spec.ipam.podCIDRs, but in CiliumNode.spec.ipam.pools.allocated, where mode multi-pool has them: worker-1 (10.9.1.0/24) and worker-2 (10.9.2.0/24)",
		2,
	],
	[
		"node-without-agent",
		inPool({
			nodes: each([1, 2], () => ({ os: "windows" })),
			ciliumNodes: each([1, 2], () => undefined),
		}),
		{},
		"2 of 5 nodes of cluster prod (worker-1 and worker-2): each runs Windows, where no Cilium agent runs",
		2,
	],
	[
		"next-hop-link-local",
		nodes([1, 2], (n) => ({
			addresses: [{ type: "InternalIP", address: `169.254.0.${n}` }],
		})),
		{},
		"no Service Engine reaches a node by the next hops of 2 of 5 nodes of cluster prod: worker-1 (link-local 169.254.0.1) and worker-2 (link-local 169.254.0.2); let the node report",
		2,
	],
	[
		"next-hop-link-local",
		nodes([1, 2], (n) => ({
			addresses: internal(`169.254.0.${n}`, `192.168.0.${n}`),
		})),
		{},
		"no Service Engine reaches a node by the next hops of 2 of 5 nodes of cluster prod: worker-1 (link-local 169.254.0.1) and worker-2 (link-local 169.254.0.2); set spec.routeOwner: GitOps, which takes each node's next address",
		2,
	],
	[
		"next-hop-link-local",
		dualStack({
			nodes: each([1, 2], (n) => ({
				addresses: internal(`192.168.0.${n}`, `fe80::${n}`),
			})),
		}),
		{ ...GITOPS, ipFamily: "V4_V6" },
		"2 of 3 nodes of cluster prod have no other address of a family than one by which no Service Engine reaches them, and get no routes of it: worker-1 (link-local fe80::1) and worker-2 (link-local fe80::2)",
		2,
	],
	[
		"cilium-node-config",
		inPool({
			ciliumNodeConfigs: ["blue", "green"].map((name) => ({
				namespace: "kube-system",
				name,
				defaults: { ipam: "multi-pool" },
			})),
		}),
		{},
		'all 2 CiliumNodeConfigs of cluster prod (kube-system/blue and kube-system/green): each sets ipam "multi-pool" for the nodes that it selects',
		2,
	],
	[
		"sctp-kernel-too-old",
		nodes([1, 2], () => ({ kernelVersion: "4.15.0-20" })),
		{ sctp: "Enabled" },
		"2 of 5 nodes of cluster prod run kernels with which their Cilium agents die once SCTP is on (needs 5.2, or 4.18.0-372.el8): worker-1 (4.15.0-20) and worker-2 (4.15.0-20); spec.sctp is Enabled",
		2,
	],
	[
		"node-name-invalid",
		nodes([1, 3], (n) => ({ name: `a_${n}` })),
		{},
		'the names of 2 of 5 nodes of cluster prod are none that Kubernetes allows: "a_1" and "a_3"',
		2,
	],
	[
		"sctp-port-rewritten",
		inPool({ sctpPorts: [sctpPort("amf", 1), sctpPort("mme", 2)] }),
		{},
		"all 2 SCTP ports of cluster prod are mapped to other numbers: Service telco/amf (38412 to 1) and Service telco/mme (38412 to 2)",
		2,
	],
	[
		"sctp-port-rewritten",
		inPool({ sctpPorts: [sctpPort("amf", "a"), sctpPort("mme", "b")] }),
		{},
		"all 2 SCTP ports of cluster prod are mapped to names, whose numbers must be those of the ports: Service telco/amf (38412 to a) and",
		2,
	],
];

const test = suite("one cause, one result");

for (const [check, cluster, spec, says, instances] of TOLD)
	for (const [form, items] of [
		["raw objects", rawObjects(cluster)],
		["ClusterSnapshot", [clusterSnapshot(cluster)]],
	] as const)
		test(`${check}, of ${form}: ${says.slice(0, 60)}`, () => {
			const results = resultsOf(runCluster(items, spec), check);
			assert.is(results.length, 1, JSON.stringify(results));
			const [told] = results;
			assert.ok(told?.message.startsWith(says), told?.message);
			assert.is(told?.instances?.length, instances);
			const places = told?.instances?.map(({ resourceRef, field }) =>
				JSON.stringify([resourceRef, field?.path]),
			);
			const isOfCluster = says.includes("enable-ipv6");
			assert.is(new Set(places).size, isOfCluster ? 1 : instances);
			for (const { message, remedy, tags } of told?.instances ?? []) {
				assert.ok(message.endsWith(`; ${remedy}`), message);
				assert.is(tags.check, check);
			}
		});

test("findings of different causes are told apart", () => {
	const errors = ["full", "full", "gone", "gone", "alone"];
	const cluster = ciliumNodes([1, 2, 3, 4, 5], (n) => ({
		error: errors[n - 1],
	}));
	const results = resultsOf(
		runCluster([clusterSnapshot(cluster)]),
		"cilium-node-error",
	);
	assert.equal(
		results.map(({ instances }) => instances?.length),
		[2, 2, undefined],
	);
});

test("every check of the table is one", () => {
	const ids: readonly string[] = CHECKS.map(({ id }) => id);
	assert.equal(
		TOLD.map(([check]) => check).filter((check) => !ids.includes(check)),
		[],
	);
});

test.run();
