import { clusterPool, dualStack, hostScope } from "../../support/clusters.ts";
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

const inV4 = (n: number) => ({
	addresses: [{ type: "InternalIP", address: `192.168.0.${n}` }],
});
const IN_V4 = { 1: inV4(1), 2: inV4(2), 3: inV4(3) };

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
			ref: "CiliumNode worker-2",
			field: ["spec.ipam.podCIDRs", "spec.ciliumNodes[1].podCIDRs"],
			says: "node worker-2 has no CIDR in CiliumNode.spec.ipam.podCIDRs",
		},
	),
	...(
		[
			["ipFamily V4", { ipFamily: "V4" }, {}, "which ipFamily V4 leaves out"],
			[
				"no IPv6 on the nodes",
				{ ipFamily: "V4_V6" },
				{ nodes: IN_V4 },
				"but no next hop of it",
			],
		] as const
	).map(([lesson, spec, changes, because]) =>
		fires(
			"node-without-pod-cidr",
			`a node with CIDRs of a family alone that is not routed: ${lesson}`,
			{
				cluster: dualStack({
					...changes,
					ciliumNodes: { 2: { podCIDRs: ["fd00:2::/64"] } },
				}),
				spec,
			},
			{
				ref: "CiliumNode worker-2",
				field: ["spec.ipam.podCIDRs[0]", "spec.ciliumNodes[1].podCIDRs[0]"],
				currentValue: "fd00:2::/64",
				says: `node worker-2 has pod CIDRs of family V6 alone (fd00:2::/64), ${because}, and gets no routes`,
				remedy:
					"find out why it got no V4 pod CIDR; pod-cidr-ignored tells what V6 needs",
			},
		),
	),
	silent("node-without-pod-cidr", "node-without-next-hop tells it", {
		cluster: dualStack({
			nodes: { 2: IN_V4[2] },
			ciliumNodes: { 2: { podCIDRs: ["fd00:2::/64"] } },
		}),
		spec: { ipFamily: "V4_V6" },
	}),
	silent("node-without-pod-cidr", "a CIDR of the routed family is enough", {
		cluster: dualStack(),
		spec: { ipFamily: "V4" },
	}),
	silent("node-without-pod-cidr", "cilium-node-stale tells it", {
		cluster: EMPTY_AND_OLD,
		spec: GITOPS,
	}),
	fires(
		"node-without-cilium-node",
		"a node that just joined",
		{ cluster: NO_CILIUM_NODE },
		{
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
			ref: "CiliumNode worker-9",
			field: [undefined, "spec.ciliumNodes[3]"],
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
			{ cluster: hostScope({ ciliumNodes: { 2: { ownerUID: "old" } } }), spec },
			{
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
