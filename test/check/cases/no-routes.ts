import {
	type Changes,
	type ClusterSpec,
	clusterPool,
	dualStack,
	hostScope,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const GITOPS = {
	routeOwner: "GitOps",
	routeController: "avi-route-controller",
};

/** The same change of each of three workers; `#` stands for the number. */
function each<T>(change: T): Record<number, T> {
	const of = (n: number) =>
		JSON.parse(JSON.stringify(change).replaceAll("#", String(n))) as T;
	return { 1: of(1), 2: of(2), 3: of(3) };
}

const addresses = (type: string, address: string) => ({
	addresses: [{ type, address }],
});
const noCIDRs = { ciliumNodes: each({ podCIDRs: [] }) };
const multiPool = (changes: Changes = {}) =>
	clusterPool({ ciliumConfig: { ipam: "multi-pool" }, ...changes });
const noSpec = { podCIDR: "", podCIDRs: [] };

const NODE = ["Node worker-1", "ClusterSnapshot prod"] as const;
const CILIUM_NODE = ["CiliumNode worker-1", "ClusterSnapshot prod"] as const;
const CONFIG = "AviRoutes avi-routes";
const ADDRESSES = ["status.addresses", "spec.nodes[0].addresses"] as const;
const POD_CIDR = ["spec.podCIDR", "spec.nodes[0].podCIDR"] as const;
const DUMP =
	"dump the nodes as they are: kubectl get nodes,ciliumnodes -o yaml";
const OPERATOR =
	"look at the Cilium operator (kubectl -n kube-system get deployment cilium-operator) and its log, and take the snapshot again once the nodes have their CIDRs";
const CONTROLLER_MANAGER =
	"start kube-controller-manager with --allocate-node-cidrs and --cluster-cidr, and take the snapshot again once the nodes have their CIDRs";

/** What holds the nodes back: the cluster and the configuration, what is said, the remedy, and where. */
const REASONS: readonly [
	lesson: string,
	cluster: ClusterSpec,
	spec: object,
	says: string,
	remedy: string,
	ref: string | readonly [string, string],
	field: string | readonly [string | undefined, string | undefined],
	values?: object,
][] = [
	[
		"a dump without status",
		clusterPool({ nodes: each({ addresses: [] }) }),
		{},
		"cluster prod has 3 nodes and not one route, all of them (such as worker-1) because Node.status.addresses is missing, as in a dump without status (kubectl neat cuts it out)",
		DUMP,
		NODE,
		ADDRESSES,
	],
	[
		"one node is no example",
		clusterPool({ nodes: { 1: { addresses: [] } } }, 1),
		{},
		"cluster prod has 1 node and not one route, because Node.status.addresses is missing",
		DUMP,
		NODE,
		ADDRESSES,
	],
	[
		"the reason of most nodes counts",
		clusterPool({
			...noCIDRs,
			nodes: { 2: { addresses: [] }, 3: { addresses: [] } },
		}),
		{},
		"2 of them (such as worker-2) because Node.status.addresses is missing",
		DUMP,
		["Node worker-2", "ClusterSnapshot prod"],
		["status.addresses", "spec.nodes[1].addresses"],
	],
	[
		"ExternalIP alone",
		clusterPool({ nodes: each(addresses("ExternalIP", "203.0.113.#")) }),
		{},
		"because Node.status.addresses has no InternalIP, but ExternalIP 203.0.113.1; AKO takes InternalIP alone",
		"set spec.routeOwner: GitOps and spec.nextHop.addressType: ExternalIP, or give the nodes an InternalIP",
		NODE,
		ADDRESSES,
	],
	[
		"an InternalIP that is no address",
		clusterPool({ nodes: each(addresses("InternalIP", "10.0.#")) }),
		{},
		'because Node.status.addresses has no InternalIP, but invalid InternalIP "10.0.1"; AKO takes InternalIP alone',
		"give the nodes an InternalIP",
		NODE,
		ADDRESSES,
	],
	[
		"another type of address than the nodes have",
		clusterPool(),
		{ ...GITOPS, nextHop: { addressType: "ExternalIP" } },
		"because Node.status.addresses has no ExternalIP, but InternalIP 192.168.0.1; with none to take over, AKO's disableStaticRouteSync is left alone",
		"set spec.nextHop.addressType: InternalIP",
		NODE,
		ADDRESSES,
	],
	[
		"AKO takes no ExternalIP, whatever is configured",
		clusterPool({ nodes: each(addresses("ExternalIP", "203.0.113.#")) }),
		{ nextHop: { addressType: "ExternalIP" } },
		"because Node.status.addresses has no InternalIP, but ExternalIP 203.0.113.1; AKO takes InternalIP alone",
		"set spec.routeOwner: GitOps and spec.nextHop.addressType: ExternalIP, or give the nodes an InternalIP",
		NODE,
		ADDRESSES,
	],
	[
		"a CIDR without a mask, for which AKO drops the node, and nobody tells it",
		clusterPool({
			ciliumNodes: each({ podCIDRs: ["10.0.#.0/24", "10.9.#.0"] }),
		}),
		{ checks: { "pod-cidr-invalid": "off" } },
		'because the pod CIDRs can\'t be read, such as "10.9.1.0"',
		"take a complete snapshot once the nodes have their pod CIDRs",
		CILIUM_NODE,
		["spec.ipam.podCIDRs[1]", "spec.ciliumNodes[0].podCIDRs[1]"],
	],
	[
		"names alone",
		clusterPool({ nodes: each(addresses("Hostname", "worker-#")) }),
		{},
		"because Node.status.addresses has no InternalIP, but Hostname worker-1",
		"give the nodes an InternalIP",
		NODE,
		ADDRESSES,
	],
	[
		"addresses of another family",
		clusterPool({ nodes: each(addresses("InternalIP", "fd11::#")) }),
		{ ipFamily: "V4" },
		"because ipFamily is V4, and the nodes have InternalIP fd11::1",
		"set spec.ipFamily: V6, and AKOSettings.ipFamily with it",
		CONFIG,
		"spec.ipFamily",
		{ currentValue: "V4", proposedValue: "V6" },
	],
	[
		"pod CIDRs of another family",
		clusterPool({ ciliumNodes: each({ podCIDRs: ["fd00:#::/64"] }) }),
		{ ipFamily: "V4" },
		"because the pod CIDRs are of family V6, such as fd00:1::/64, and ipFamily is V4",
		"set spec.ipFamily: V6, and AKOSettings.ipFamily with it",
		CONFIG,
		"spec.ipFamily",
		{ currentValue: "V4", proposedValue: "V6" },
	],
	[
		"pod CIDRs of a family that the nodes have no address of",
		clusterPool({ ciliumNodes: each({ podCIDRs: ["fd00:#::/64"] }) }),
		{ ipFamily: "V4_V6" },
		"because the pod CIDRs are of family V6, such as fd00:1::/64, and the nodes have no V6 address to be reached by",
		"give the nodes an InternalIP of family V6",
		CILIUM_NODE,
		["spec.ipam.podCIDRs[0]", "spec.ciliumNodes[0].podCIDRs[0]"],
	],
	[
		"of a node's CIDRs one can't be read, and the other one is of another family",
		clusterPool({
			ciliumNodes: each({ podCIDRs: ["10.0.#.0/33", "fd00:#::/64"] }),
		}),
		{ ipFamily: "V4" },
		"because the pod CIDRs are of family V6, such as fd00:1::/64, and ipFamily is V4",
		"set spec.ipFamily: V6, and AKOSettings.ipFamily with it",
		CONFIG,
		"spec.ipFamily",
		{ currentValue: "V4", proposedValue: "V6" },
	],
	[
		"link-local addresses alone",
		clusterPool({ nodes: each(addresses("InternalIP", "169.254.0.#")) }),
		GITOPS,
		"because the nodes have only addresses by which no Service Engine reaches them, such as InternalIP 169.254.0.1",
		"let the nodes report addresses that the Service Engines reach: give their kubelets --node-ip",
		NODE,
		ADDRESSES,
	],
	[
		"a family that Cilium has off",
		clusterPool({
			ciliumConfig: { ipam: "cluster-pool", "enable-ipv4": "false" },
		}),
		GITOPS,
		'because cilium-config has enable-ipv4 "false", and ipFamily is V4',
		"set spec.ipFamily: V6, which Cilium has on",
		["ConfigMap cilium-config", "ClusterSnapshot prod"],
		["data.enable-ipv4", "spec.ciliumConfig.enable-ipv4"],
		{ currentValue: "false" },
	],
	[
		"pod CIDRs of a family that Cilium has off",
		dualStack({
			ciliumConfig: { ipam: "cluster-pool", "enable-ipv6": "false" },
			ciliumNodes: each({ podCIDRs: ["fd00:#::/64"] }),
		}),
		{ ...GITOPS, ipFamily: "V4_V6" },
		"because the pod CIDRs are of family V6, such as fd00:1::/64, which cilium-config has off",
		"turn the family on in cilium-config, or let Cilium hand out others",
		["ConfigMap cilium-config", "ClusterSnapshot prod"],
		[undefined, undefined],
	],
	[
		"a network that holds no node",
		clusterPool(),
		{ ...GITOPS, nextHop: { cidrs: ["10.4.0.0/14"] } },
		"because spec.nextHop.cidrs (10.4.0.0/14) holds no address of the nodes, which have InternalIP 192.168.0.1",
		"set spec.nextHop.cidrs to the network of the nodes",
		CONFIG,
		"spec.nextHop.cidrs",
		{ currentValue: ["10.4.0.0/14"] },
	],
	[
		"Nodes alone were dumped",
		clusterPool({ ciliumNodes: { 1: undefined, 2: undefined, 3: undefined } }),
		{},
		"because the snapshot holds no CiliumNodes, and CiliumNode.spec.ipam.podCIDRs has the pod CIDRs in IPAM mode cluster-pool",
		"add the output of kubectl get ciliumnodes -o yaml",
		NODE,
		[undefined, "spec.nodes[0]"],
	],
	[
		"CiliumNodes of other names",
		clusterPool({
			ciliumNodes: {
				1: { name: "other-3" },
				2: { name: "other-1" },
				3: { name: "other-2" },
			},
		}),
		{},
		"because none of the 3 CiliumNodes in the snapshot (such as other-1) bears a Node's name, as when they are another cluster's",
		"dump nodes and CiliumNodes again from one context: kubectl --context NAME get nodes,ciliumnodes -o yaml",
		NODE,
		[undefined, "spec.nodes[0]"],
	],
	[
		"CiliumNodes of other names, beside one that waits for its CIDRs",
		clusterPool({
			ciliumNodes: {
				1: { name: "other-1" },
				2: { name: "other-2" },
				3: { podCIDRs: [] },
			},
		}),
		{},
		"2 of them (such as worker-1) because none of the 3 CiliumNodes in the snapshot bears the Node's name",
		"add the output of kubectl get ciliumnodes -o yaml",
		NODE,
		[undefined, "spec.nodes[0]"],
	],
	[
		"the operator is down",
		clusterPool(noCIDRs),
		{},
		"because CiliumNode.spec.ipam.podCIDRs is empty; the Cilium operator has handed out no pod CIDRs; look at",
		OPERATOR,
		CILIUM_NODE,
		["spec.ipam.podCIDRs", "spec.ciliumNodes[0].podCIDRs"],
	],
	[
		"multi-pool before its first pods",
		multiPool(noCIDRs),
		GITOPS,
		"because CiliumNode.spec.ipam.pools.allocated is empty; the Cilium operator has handed out no pod CIDRs, or no pods run yet; with none to take over",
		OPERATOR,
		CILIUM_NODE,
		["spec.ipam.pools.allocated", "spec.ciliumNodes[0].pools"],
	],
	[
		"nobody allocates node CIDRs",
		hostScope({ nodes: each(noSpec), ...noCIDRs }),
		{},
		"because Node.spec.podCIDRs is empty; kube-controller-manager has handed out no pod CIDRs",
		CONTROLLER_MANAGER,
		NODE,
		POD_CIDR,
	],
	[
		"nobody fills the field that AKO reads",
		hostScope({ nodes: each({ podCIDRs: [] }), ...noCIDRs }),
		{},
		"because Node.spec.podCIDRs is empty; kube-controller-manager has handed out no pod CIDRs",
		CONTROLLER_MANAGER,
		NODE,
		["spec.podCIDRs", "spec.nodes[0].podCIDRs"],
	],
	[
		"the field that AKO looks at first is cut out",
		hostScope({ nodes: each({ podCIDR: "" }) }),
		{},
		"all of them (such as worker-1) because the node has an empty spec.podCIDR, without which AKO does not read its spec.podCIDRs (10.244.1.0/24)",
		"dump the nodes again, with both fields: kubectl get nodes -o yaml",
		NODE,
		POD_CIDR,
	],
	[
		"the CIDRs are in Cilium's annotations",
		hostScope({
			nodes: each({
				...noSpec,
				annotations: { "network.cilium.io/ipv4-pod-cidr": "10.7.#.0/24" },
			}),
		}),
		{},
		"because the node has an empty spec.podCIDR (AKO does not read 10.7.1.0/24 in its annotation network.cilium.io/ipv4-pod-cidr)",
		"copy the CIDR to AKO's annotation: kubectl annotate node worker-1 ako.vmware.com/pod-cidrs=10.7.1.0/24; or set spec.routeOwner: GitOps, which routes it",
		NODE,
		POD_CIDR,
	],
	[
		"no node is one that Cilium runs on",
		clusterPool({
			nodes: each({ os: "windows" }),
			ciliumNodes: { 1: undefined, 2: undefined, 3: undefined },
		}),
		{},
		"cluster prod has 3 nodes and not one route, because all of them are Windows or virtual nodes, on which no Cilium agent runs",
		"dump all nodes of the cluster: kubectl get nodes -o yaml",
		NODE,
		[undefined, undefined],
	],
	[
		"the nodes that Cilium runs on count",
		clusterPool({
			nodes: { 2: { os: "windows" }, 3: { os: "windows" } },
			ciliumNodes: { 1: { podCIDRs: [] }, 2: undefined, 3: undefined },
		}),
		{},
		"cluster prod has 1 node with a Cilium agent and not one route, because CiliumNode.spec.ipam.podCIDRs is empty",
		OPERATOR,
		CILIUM_NODE,
		["spec.ipam.podCIDRs", "spec.ciliumNodes[0].podCIDRs"],
	],
	[
		"AKO's annotation is empty",
		hostScope({
			nodes: each({ annotations: { "ako.vmware.com/pod-cidrs": "" } }),
		}),
		{},
		"because the node has an empty annotation ako.vmware.com/pod-cidrs, which replaces its spec.podCIDRs",
		"remove the annotation, or list CIDRs in it",
		NODE,
		[
			"metadata.annotations[ako.vmware.com/pod-cidrs]",
			"spec.nodes[0].annotations[ako.vmware.com/pod-cidrs]",
		],
	],
	[
		"another mode than the cluster runs in",
		hostScope({ nodes: each(noSpec) }),
		{},
		"because the IPAM mode is kubernetes, and Node.spec.podCIDRs is empty, while CiliumNode.spec.ipam.podCIDRs, where mode cluster-pool has the pod CIDRs, holds 10.244.1.0/24",
		`set spec.ipamMode: cluster-pool if the cluster runs in that mode; otherwise ${CONTROLLER_MANAGER}`,
		["ConfigMap cilium-config", "ClusterSnapshot prod"],
		["data.ipam", "spec.ciliumConfig.ipam"],
		{ currentValue: "kubernetes" },
	],
	[
		"the configuration asks for another mode",
		clusterPool(),
		{ ...GITOPS, ipamMode: "multi-pool" },
		"because the IPAM mode is multi-pool, and CiliumNode.spec.ipam.pools.allocated is empty, while CiliumNode.spec.ipam.podCIDRs, where mode cluster-pool has the pod CIDRs, holds 10.0.1.0/24",
		`set spec.ipamMode: cluster-pool if the cluster runs in that mode; otherwise ${OPERATOR}`,
		CONFIG,
		"spec.ipamMode",
		{ currentValue: "multi-pool" },
	],
];

const QUIET = { "ipam-mode-unsupported": "info" };

export const NO_ROUTES_CASES: readonly CheckCase[] = [
	...REASONS.map(([lesson, cluster, spec, says, remedy, ref, field, values]) =>
		fires(
			"no-routes",
			lesson,
			{ cluster, spec },
			{ severity: "error", says, remedy, ref, field, ...values },
		),
	),
	fires(
		"no-routes",
		"AKO reads no pools, and somebody lowers the check that says so",
		{ cluster: multiPool(), spec: { checks: QUIET } },
		{
			says: "cluster prod has 3 nodes and not one route, because AKO does not read the pod CIDRs of IPAM mode multi-pool",
			remedy: "set spec.routeOwner: GitOps",
			ref: NODE,
		},
	),
	silent("no-routes", "one node of three has its CIDR", {
		cluster: clusterPool({
			ciliumNodes: { 2: { podCIDRs: [] }, 3: { podCIDRs: [] } },
		}),
	}),
	silent("no-routes", "the mode needs none", {
		cluster: clusterPool({ ciliumConfig: { ipam: "eni" } }),
	}),
	silent("no-routes", "the mode needs none, and that is known", {
		cluster: clusterPool({ ciliumConfig: { ipam: "eni" } }),
		spec: { checks: QUIET },
	}),
	silent("no-routes", "nobody knows the mode", {
		cluster: clusterPool({ ciliumConfig: undefined }),
	}),
	silent("no-routes", "AKO reads no pools", { cluster: multiPool() }),
	...[["10.0.#.0"], ["10.0.#.0/33"], ["10.0.#.0/24", "10.9.#.0"]].map(
		(podCIDRs) =>
			silent("no-routes", `malformed pod CIDRs ${podCIDRs.join(", ")}`, {
				cluster: clusterPool({ ciliumNodes: each({ podCIDRs }) }),
			}),
	),
	silent("no-routes", "every CiliumNode is of another Node", {
		cluster: clusterPool({ ciliumNodes: each({ ownerUID: "old-#" }) }),
		spec: GITOPS,
	}),
	silent("no-routes", "no nodes", {
		cluster: clusterPool({}, 0),
		spec: { limits: { minNodes: 0 } },
	}),
];
