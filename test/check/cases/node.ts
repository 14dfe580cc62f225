import { clusterSnapshot } from "../../group/raw-objects.ts";
import { clusterPool, hostScope, internal } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const dualNIC = internal("192.168.0.1", "10.4.0.1");
const ADDRESSES = ["status.addresses", "spec.nodes[0].addresses"] as const;
const GITOPS = {
	routeOwner: "GitOps",
	routeController: "avi-route-controller",
};

const OWNERS: readonly CheckCase[] = [
	fires(
		"needs-gitops-owner",
		"the data network of a dual-NIC node",
		{
			cluster: clusterPool({ nodes: { 1: { addresses: dualNIC } } }),
			spec: { nextHop: { cidrs: ["10.4.0.0/14", "192.168.0.2/31"] } },
		},
		{
			ref: "Node worker-1",
			field: ADDRESSES,
			says: "AKO takes 192.168.0.1 as next hop of node worker-1, spec.nextHop asks for 10.4.0.1",
		},
	),
	silent("needs-gitops-owner", "the network that AKO takes anyway", {
		cluster: clusterPool({ nodes: { 1: { addresses: dualNIC } } }),
		spec: { nextHop: { cidrs: ["192.168.0.0/24"] } },
	}),
	silent("needs-gitops-owner", "GitOps owns the routes", {
		spec: { ...GITOPS, nextHop: { addressType: "ExternalIP" } },
	}),
	fires(
		"needs-gitops-owner",
		"a controller without the owner",
		{ spec: { routeController: "avi-routes" } },
		{
			severity: "warning",
			ref: "AviRoutes avi-routes",
			field: "spec.routeController",
			currentValue: "avi-routes",
			says: "cluster prod: spec.routeController is avi-routes, which has no effect while routeOwner is AKO",
			remedy: "set spec.routeOwner: GitOps, or remove spec.routeController",
		},
	),
	silent("needs-gitops-owner", "a controller for another cluster", {
		spec: {
			routeController: "avi-routes",
			clusters: [{ name: "east", routeOwner: "GitOps" }],
		},
		more: [clusterSnapshot(clusterPool({}, 1), "east")],
	}),
	fires(
		"no-route-controller",
		"nobody is named",
		{ spec: { routeOwner: "GitOps" } },
		{
			ref: "AviRoutes avi-routes",
			field: "spec.routeOwner",
			currentValue: "GitOps",
			says: "cluster prod: no controller is named that reconciles AviRouteTables",
		},
	),
	silent("no-route-controller", "one is named", { spec: GITOPS }),
	silent("no-route-controller", "AKO owns the routes"),
];

/** A second node that has what the first one lacks: without any route, no-routes tells it. */
const inV6 = clusterPool(
	{
		nodes: { 2: { addresses: internal("fd11::2") } },
		ciliumNodes: { 2: { podCIDRs: ["fd00:2::/64"] } },
	},
	2,
);
const external = [{ type: "ExternalIP", address: "203.0.113.2" }];
const hostname = [{ type: "Hostname", address: "worker-1" }];

const NEXT_HOPS: readonly CheckCase[] = [
	fires(
		"node-without-next-hop",
		"no address of the family",
		{ spec: { ipFamily: "V6" }, cluster: inV6 },
		{
			ref: "Node worker-1",
			field: ADDRESSES,
			says: "node worker-1 has no InternalIP of family V6 (it has InternalIP 192.168.0.1) and gets no routes",
		},
	),
	fires(
		"node-without-next-hop",
		"an InternalIP that is no address, white space and all",
		{
			cluster: clusterPool({
				nodes: {
					1: { addresses: internal(" 10.0.0.1") },
				},
			}),
			spec: { ipFamily: "V4" },
		},
		{
			ref: "Node worker-1",
			field: ADDRESSES,
			says: 'node worker-1 has no InternalIP of family V4 (it has invalid InternalIP " 10.0.0.1") and gets no routes',
		},
	),
	fires(
		"node-without-next-hop",
		"what GitOps minds is nothing to AKO",
		{
			spec: { ipFamily: "V6", nextHop: { addressType: "ExternalIP" } },
			cluster: {
				...inV6,
				ciliumConfig: { ipam: "cluster-pool", "enable-ipv6": "false" },
			},
		},
		{
			ref: "Node worker-1",
			field: ADDRESSES,
			says: "node worker-1 has no InternalIP of family V6 (it has",
		},
	),
	fires(
		"node-without-next-hop",
		"an error where the files own the routes",
		{
			spec: { ...GITOPS, nextHop: { addressType: "ExternalIP" } },
			cluster: clusterPool(
				{ nodes: { 1: { addresses: hostname }, 2: { addresses: external } } },
				2,
			),
		},
		{
			severity: "error",
			ref: "Node worker-1",
			field: ADDRESSES,
			says: "node worker-1 has no ExternalIP (it has Hostname worker-1)",
		},
	),
	fires(
		"node-without-next-hop",
		"its only address is of a family that Cilium has off",
		{
			spec: { ...GITOPS, ipFamily: "V4_V6" },
			cluster: clusterPool(
				{
					ciliumConfig: { ipam: "cluster-pool", "enable-ipv6": "false" },
					nodes: {
						1: { addresses: internal("fd11::1") },
					},
				},
				2,
			),
		},
		{
			severity: "error",
			ref: "ConfigMap cilium-config",
			field: ["data.enable-ipv6", "spec.ciliumConfig.enable-ipv6"],
			currentValue: "false",
			says: 'node worker-1 gets no routes: cilium-config of cluster prod has enable-ipv6 "false", and the node has no address of another family that is routed',
			remedy: "set spec.ipFamily to the family that Cilium has on",
		},
	),
	silent("node-without-next-hop", "one family of two is enough", {
		spec: { ipFamily: "V4_V6" },
	}),
];

const inPools = clusterPool(
	{
		ciliumConfig: { ipam: "multi-pool" },
		ciliumNodes: {
			1: { podCIDRs: [], pools: [{ pool: "default" }] },
			2: { pools: [{ pool: "default", cidrs: ["10.0.2.0/24"] }] },
		},
	},
	2,
);

/** The source that is empty in each mode, and how it is told. */
const EMPTY: readonly CheckCase[] = (
	[
		[
			"a CiliumNode that just joined",
			clusterPool({ ciliumNodes: { 1: { podCIDRs: [] } } }),
			"CiliumNode worker-1",
			["spec.ipam.podCIDRs", "spec.ciliumNodes[0].podCIDRs"],
			"has no CIDR in CiliumNode.spec.ipam.podCIDRs",
		],
		[
			"a Node without podCIDR",
			hostScope({
				nodes: { 1: { podCIDR: "", podCIDRs: [] } },
				ciliumNodes: { 1: { podCIDRs: [] } },
			}),
			"Node worker-1",
			["spec.podCIDR", "spec.nodes[0].podCIDR"],
			"has an empty spec.podCIDR",
		],
		[
			"empty pools",
			inPools,
			"CiliumNode worker-1",
			["spec.ipam.pools.allocated", "spec.ciliumNodes[0].pools"],
			"has no CIDR in CiliumNode.spec.ipam.pools.allocated",
		],
	] as const
).map(([lesson, cluster, ref, field, says]) =>
	fires(
		"node-without-pod-cidr",
		lesson,
		{ cluster, spec: cluster === inPools ? GITOPS : {} },
		{
			ref,
			field,
			says: `node worker-1 ${says}`,
			...(says.includes("spec.podCIDR") && !says.includes("CiliumNode")
				? {
						remedy:
							"take the snapshot again once the node has its CIDR, or look at kube-controller-manager's log",
					}
				: {}),
		},
	),
);

/** A CiliumNode of an earlier Node says nothing of a mode that does not read it. */
const STALE = fires(
	"node-without-pod-cidr",
	"a Node without podCIDRs, beside the CiliumNode of an earlier one",
	{
		cluster: hostScope({
			nodes: { 1: { podCIDR: "", podCIDRs: [] } },
			ciliumNodes: { 1: { ownerUID: "old" } },
		}),
		spec: GITOPS,
	},
	{
		ref: "Node worker-1",
		field: ["spec.podCIDR", "spec.nodes[0].podCIDR"],
		says: "node worker-1 has an empty spec.podCIDR and gets no routes",
		remedy:
			"take the snapshot again once the node has its CIDR, or look at kube-controller-manager's log",
	},
);

const CUT = fires(
	"node-without-pod-cidr",
	"a Node whose podCIDRs stand alone",
	{ cluster: hostScope({ nodes: { 1: { podCIDR: "" } } }) },
	{
		ref: "Node worker-1",
		field: ["spec.podCIDR", "spec.nodes[0].podCIDR"],
		says: "node worker-1 has an empty spec.podCIDR, without which AKO does not read its spec.podCIDRs (10.244.1.0/24), and gets no routes",
		remedy: "dump the nodes again, with both fields: kubectl get nodes -o yaml",
	},
);

export const NODE_CASES = [...OWNERS, ...NEXT_HOPS, ...EMPTY, STALE, CUT];
