import {
	type Changes,
	clusterPool,
	hostScope,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const GITOPS = { routeOwner: "GitOps", routeController: "controller" };
const inPools = (cidr: string) => [{ pool: "default", cidrs: [cidr] }];

/** The second CiliumNode in both forms, with a field of it. */
const second = (raw: string, snapshot: string) => ({
	ref: "CiliumNode worker-2",
	field: [raw, `spec.ciliumNodes[1].${snapshot}`] as const,
});
const POD_CIDRS = second("spec.ipam.podCIDRs[0]", "podCIDRs[0]");

/** In mode kubernetes, with what differs for worker-2. */
const host = (changes: Changes) => ({ cluster: hostScope(changes) });

const annotated = (text: string) => ({
	annotations: { "ako.vmware.com/pod-cidrs": text },
});

const IN_HOST_SCOPE: readonly CheckCase[] = [
	fires(
		"pod-cidr-elsewhere",
		"the agent was not rolled since the mode changed",
		host({ ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24"] } } }),
		{
			...POD_CIDRS,
			currentValue: "10.0.2.0/24",
			proposedValue: "10.244.2.0/24",
			says: "node worker-2 has 10.244.2.0/24 in Node.spec.podCIDRs, but 10.0.2.0/24 in CiliumNode.spec.ipam.podCIDRs: its pods have addresses of the latter, and no route leads there",
		},
	),
	fires(
		"pod-cidr-elsewhere",
		"the agent made a CIDR up",
		host({ nodes: { 2: { podCIDR: "", podCIDRs: [] } } }),
		{
			...POD_CIDRS,
			currentValue: "10.244.2.0/24",
			says: "node worker-2 has no CIDR in Node.spec.podCIDRs, but 10.244.2.0/24 in CiliumNode.spec.ipam.podCIDRs, where mode cluster-pool has them: its pods",
			remedy:
				"let kube-controller-manager give the Node a CIDR, then drain it and restart its Cilium agent; or give AKO the one in use in the Node annotation ako.vmware.com/pod-cidrs",
		},
	),
	fires(
		"pod-cidr-elsewhere",
		"AKO's annotation names other CIDRs than the agent has",
		host({ nodes: { 2: annotated("10.9.1.0/24, 10.9.2.0/24") } }),
		{
			severity: "warning",
			ref: ["Node worker-2", "ClusterSnapshot prod"],
			field: [
				"metadata.annotations[ako.vmware.com/pod-cidrs]",
				"spec.nodes[1].annotations[ako.vmware.com/pod-cidrs]",
			],
			currentValue: "10.9.1.0/24, 10.9.2.0/24",
			proposedValue: "10.244.2.0/24",
			says: "node worker-2 has 10.9.1.0/24, 10.9.2.0/24 in its annotation ako.vmware.com/pod-cidrs, but 10.244.2.0/24 in CiliumNode.spec.ipam.podCIDRs: its pods",
			remedy:
				"correct the annotation, or remove it where Node.spec.podCIDRs is right: kubectl annotate node NAME ako.vmware.com/pod-cidrs-",
		},
	),
	...(
		[
			["the agent copied it", {}],
			["an empty annotation of AKO's", { nodes: { 2: annotated(" ") } }],
			[
				"another spelling",
				{ ciliumNodes: { 2: { podCIDRs: ["10.244.2.7/24"] } } },
			],
			["a part of it", { ciliumNodes: { 2: { podCIDRs: ["10.244.2.0/25"] } } }],
			["the CiliumNode has none yet", { ciliumNodes: { 2: { podCIDRs: [] } } }],
			["there is no CiliumNode", { ciliumNodes: { 2: undefined } }],
			[
				"the CiliumNode is another Node's, which cilium-node-stale tells",
				{ ciliumNodes: { 2: { ownerUID: "old", podCIDRs: ["10.0.2.0/24"] } } },
			],
			[
				"a family that is not routed",
				{ ciliumNodes: { 2: { podCIDRs: ["10.244.2.0/24", "fd00:2::/64"] } } },
			],
			[
				"AKO's annotation routes a part of Node.spec's",
				{
					nodes: {
						2: { annotations: { "ako.vmware.com/pod-cidrs": "10.244.2.0/26" } },
					},
				},
			],
			[
				"AKO's annotation routes the CiliumNode's",
				{
					nodes: {
						2: { annotations: { "ako.vmware.com/pod-cidrs": "10.0.2.0/24" } },
					},
					ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24"] } },
				},
			],
			[
				"both have it from Cilium's annotation, which node-without-pod-cidr tells",
				{
					nodes: {
						2: {
							podCIDR: "",
							podCIDRs: [],
							annotations: { "network.cilium.io/ipv4-pod-cidr": "10.2.2.0/24" },
						},
					},
					ciliumNodes: { 2: { podCIDRs: ["10.2.2.0/24"] } },
				},
			],
		] as const satisfies readonly [lesson: string, changes: Changes][]
	).map(([lesson, changes]) =>
		silent("pod-cidr-elsewhere", lesson, {
			...host(changes),
			spec: { ipFamily: "V4" },
		}),
	),
];

const MIGRATING: readonly CheckCase[] = [
	fires(
		"pod-cidr-elsewhere",
		"on the way to multi-pool",
		{
			spec: GITOPS,
			cluster: clusterPool({
				ciliumConfig: { ipam: "multi-pool" },
				ciliumNodes: {
					1: { pools: inPools("10.0.1.0/24") },
					3: { podCIDRs: [], pools: inPools("10.0.3.0/24") },
				},
			}),
		},
		{
			...POD_CIDRS,
			currentValue: "10.0.2.0/24",
			says: "node worker-2 has no CIDR in CiliumNode.spec.ipam.pools.allocated, but 10.0.2.0/24 in CiliumNode.spec.ipam.podCIDRs, where mode cluster-pool has them",
		},
	),
	fires(
		"pod-cidr-elsewhere",
		"on the way from multi-pool",
		{
			cluster: clusterPool({
				ciliumNodes: { 2: { podCIDRs: [], pools: inPools("10.9.2.0/24") } },
			}),
		},
		{
			...second("spec.ipam.pools.allocated[0].cidrs[0]", "pools[0].cidrs[0]"),
			currentValue: "10.9.2.0/24",
			says: "node worker-2 has no CIDR in CiliumNode.spec.ipam.podCIDRs, but 10.9.2.0/24 in CiliumNode.spec.ipam.pools.allocated, where mode multi-pool has them",
		},
	),
	silent("pod-cidr-elsewhere", "Node.spec is another authority's", {}),
	silent("pod-cidr-elsewhere", "agents copy nothing in the mode they run in", {
		cluster: clusterPool(),
		spec: { ipamMode: "kubernetes" },
	}),
	silent("pod-cidr-elsewhere", "both fields are filled in cluster-pool", {
		cluster: clusterPool({
			ciliumNodes: { 2: { pools: inPools("10.9.2.0/24") } },
		}),
	}),
	silent("pod-cidr-elsewhere", "its own field has a CIDR that is not routed", {
		spec: { ipFamily: "V4" },
		cluster: clusterPool({
			ciliumNodes: {
				2: { podCIDRs: ["fd00:2::/64"], pools: inPools("10.9.2.0/24") },
			},
		}),
	}),
	silent("node-without-pod-cidr", "pod-cidr-elsewhere tells it", {
		cluster: clusterPool({
			ciliumNodes: { 2: { podCIDRs: [], pools: inPools("10.9.2.0/24") } },
		}),
	}),
];

/** The two fields of a node that can hold its CIDRs. */
export const ELSEWHERE_CASES = [...IN_HOST_SCOPE, ...MIGRATING];
