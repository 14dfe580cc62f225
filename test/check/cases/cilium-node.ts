import { clusterPool, hostScope } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const GITOPS = {
	routeOwner: "GitOps",
	routeController: "avi-route-controller",
};

const NO_CILIUM_NODE = clusterPool({ ciliumNodes: { 2: undefined } }, 5);

/** CiliumNodes of another cluster, two of which bear names of nodes here. */
const OF_WEST = {
	1: {
		ownerUID: "west-1",
		addresses: [{ type: "InternalIP", address: "172.16.9.1" }],
	},
	2: { ownerUID: "west-2" },
	3: undefined,
	9: { ownerUID: "west-9" },
};

const ONE_CONTEXT =
	"dump nodes and CiliumNodes again from one context: kubectl --context NAME get nodes,ciliumnodes -o yaml";

const EMPTY_AND_OLD = clusterPool({
	ciliumNodes: { 2: { ownerUID: "old", podCIDRs: [] } },
});

export const CILIUM_NODE_CASES: readonly CheckCase[] = [
	silent("node-without-pod-cidr", "Node.spec is empty in cluster-pool mode", {
		cluster: clusterPool({ nodes: { 1: { podCIDR: "", podCIDRs: [] } } }),
	}),
	silent("node-without-pod-cidr", "that is another check's", {
		cluster: NO_CILIUM_NODE,
	}),
	fires(
		"node-without-pod-cidr",
		"a CiliumNode of an earlier Node, of which AKO knows nothing",
		{ cluster: EMPTY_AND_OLD },
		{
			severity: "warning",
			ref: "CiliumNode worker-2",
			field: ["spec.ipam.podCIDRs", "spec.ciliumNodes[1].podCIDRs"],
			says: "node worker-2 has no CIDR in CiliumNode.spec.ipam.podCIDRs",
		},
	),
	silent("node-without-pod-cidr", "cilium-node-stale tells it", {
		cluster: EMPTY_AND_OLD,
		spec: GITOPS,
	}),
	fires(
		"node-without-cilium-node",
		"a node that just joined",
		{ cluster: NO_CILIUM_NODE },
		{
			severity: "warning",
			ref: "Node worker-2",
			field: [undefined, "spec.nodes[1]"],
			says: "node worker-2 has no CiliumNode (1 of 5 nodes of prod have none)",
		},
	),
	silent("node-without-cilium-node", "nobody asks in mode kubernetes", {
		cluster: hostScope({
			nodes: { 1: { podCIDR: "", podCIDRs: [] } },
			ciliumNodes: { 1: undefined, 2: undefined },
		}),
	}),
	fires(
		"cilium-node-stale",
		"its Node is gone",
		{ cluster: clusterPool({ ciliumNodes: { 9: { podCIDRs: [] } } }) },
		{
			severity: "warning",
			ref: "CiliumNode worker-9",
			field: [undefined, "spec.ciliumNodes[3]"],
			says: "CiliumNode worker-9 has no Node in cluster prod; it gets no routes",
			remedy:
				"dump the nodes again if kubectl get node worker-9 finds it, else delete the CiliumNode: kubectl delete ciliumnode worker-9",
		},
	),
	fires(
		"cilium-node-stale",
		"its Node is gone, and another Node has no CiliumNode",
		{
			cluster: clusterPool({
				ciliumNodes: { 2: undefined, 9: { podCIDRs: [] } },
			}),
		},
		{
			severity: "warning",
			ref: "CiliumNode worker-9",
			field: [undefined, "spec.ciliumNodes[2]"],
			says: "CiliumNode worker-9 has no Node in cluster prod; it gets no routes",
			remedy:
				"dump the nodes again if kubectl get node worker-9 finds it, else delete the CiliumNode: kubectl delete ciliumnode worker-9",
		},
	),
	...(
		[
			[{}, "AKO routes its CIDRs all the same"],
			[GITOPS, "it gets no routes"],
		] as const
	).map(([spec, says]) =>
		fires(
			"cilium-node-stale",
			`its Node was made anew, ${says}`,
			{
				cluster: clusterPool({ ciliumNodes: { 2: { ownerUID: "old" } } }),
				spec,
			},
			{
				severity: "warning",
				ref: "CiliumNode worker-2",
				field: ["metadata.ownerReferences", "spec.ciliumNodes[1].ownerUID"],
				currentValue: "old",
				proposedValue: "uid-2",
				says: `CiliumNode worker-2 belongs to a Node of uid old, but the Node has uid uid-2; ${says}`,
			},
		),
	),
	fires(
		"cilium-node-stale",
		"every Node was made anew since",
		{
			cluster: clusterPool({ ciliumNodes: { 1: { ownerUID: "old" } } }, 1),
			spec: GITOPS,
		},
		{
			severity: "error",
			ref: "CiliumNode worker-1",
			field: ["metadata.ownerReferences", "spec.ciliumNodes[0].ownerUID"],
			currentValue: "old",
			proposedValue: "uid-1",
			says: "CiliumNode worker-1 belongs to a Node of uid old, but the Node has uid uid-1; it gets no routes",
		},
	),
	...(
		[
			[clusterPool, {}, "AKO routes its CIDRs all the same"],
			[clusterPool, GITOPS, "it gets no routes"],
			[hostScope, {}, "no route comes from it in IPAM mode kubernetes"],
		] as const
	).map(([clusterOf, spec, effect]) =>
		fires(
			"cilium-node-stale",
			`the CiliumNodes are another cluster's: ${effect}`,
			{ cluster: clusterOf({ ciliumNodes: OF_WEST }), spec },
			...[1, 2].map((n) => ({
				severity: "error" as const,
				ref: `CiliumNode worker-${n}`,
				field: [
					"metadata.ownerReferences",
					`spec.ciliumNodes[${n - 1}].ownerUID`,
				] as const,
				currentValue: `west-${n}`,
				proposedValue: `uid-${n}`,
				says: `CiliumNode worker-${n} belongs to a Node of uid west-${n}, but the Node has uid uid-${n}; ${effect}`,
				remedy: ONE_CONTEXT,
			})),
		),
	),
	silent("next-hop-disagrees", "the CiliumNodes are another cluster's", {
		cluster: clusterPool({ ciliumNodes: OF_WEST }),
	}),
	...[{}, GITOPS].map((spec) =>
		fires(
			"cilium-node-stale",
			`its Node was made anew, in a mode without CiliumNodes ${JSON.stringify(spec)}`,
			{
				cluster: hostScope({ ciliumNodes: { 2: { ownerUID: "old" } } }),
				spec,
			},
			{
				severity: "warning",
				ref: "CiliumNode worker-2",
				field: ["metadata.ownerReferences", "spec.ciliumNodes[1].ownerUID"],
				currentValue: "old",
				proposedValue: "uid-2",
				says: "no route comes from it in IPAM mode kubernetes",
			},
		),
	),
	silent("cilium-node-stale", "a uid is not known", {
		cluster: clusterPool({ nodes: { 2: { uid: undefined } } }),
	}),
];
