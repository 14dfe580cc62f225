import {
	type Changes,
	type ClusterSpec,
	clusterPool,
	configMap,
	inFile,
	internal,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const CHECK = "next-hop-outside-node-networks";
const AT = ["data.nodeNetworkList", "spec.akoConfig.nodeNetworkList"] as const;
const LIVE = "ConfigMap avi-k8s-config";
const UNREADABLE =
	"correct it; in a vCenter cloud AKO restarts again and again until then";

const listed = (
	nodeNetworkList: string,
	more: Record<string, string> = {},
	changes: Changes = {},
): ClusterSpec =>
	clusterPool({
		akoConfig: {
			cniPlugin: "cilium",
			clusterName: "prod",
			nodeNetworkList,
			...more,
		},
		...changes,
	});
/** One node is told as it is; several are told once. */
const ONLY_ONE: Changes = {
	nodes: { 2: undefined, 3: undefined },
	ciliumNodes: { 2: undefined, 3: undefined },
};
const cidrs = (...texts: readonly string[]) =>
	JSON.stringify([{ networkName: "k8s-data", cidrs: texts }]);

const DUAL_STACK: Changes = {
	nodes: {
		1: {
			addresses: internal("192.168.0.1", "fd11::1"),
		},
	},
	ciliumNodes: { 1: { podCIDRs: ["10.0.1.0/24", "fd00:1::/120"] } },
};

/** The list, what else there is, the node that is outside, its next hop, and what the list has. */
const OUTSIDE: readonly [string, ClusterSpec, number, string, string][] = [
	[
		"a network that the node is not in",
		listed(cidrs("10.60.0.0/24"), {}, ONLY_ONE),
		1,
		"192.168.0.1",
		"10.60.0.0/24",
	],
	[
		"the last of three, and host bits in the list",
		listed(
			cidrs("10.60.0.1/24", "192.168.0.1/30", "172.16.0.0/12", "10.1.0.0/16"),
			{},
			{
				nodes: {
					3: { addresses: internal("192.168.0.9") },
				},
			},
		),
		3,
		"192.168.0.9",
		"10.60.0.0/24, 192.168.0.0/30, 172.16.0.0/12 and 1 more",
	],
	[
		"one of IPv6",
		listed(
			cidrs("192.168.0.0/24", "fd22::/64"),
			{ ipFamily: "V4_V6" },
			DUAL_STACK,
		),
		1,
		"fd11::1",
		"192.168.0.0/24 and fd22::/64",
	],
	[
		"of two entries with one name the last counts",
		listed(
			JSON.stringify([
				{ networkName: "data", cidrs: ["192.168.0.0/24"] },
				{ networkName: "data", cidrs: ["10.60.0.0/24"] },
			]),
			{},
			ONLY_ONE,
		),
		1,
		"192.168.0.1",
		"10.60.0.0/24",
	],
];

const INSIDE: readonly [string, ClusterSpec][] = [
	["inside", listed(cidrs("192.168.0.1/24"))],
	["a list of nothing", listed("[]")],
	["an empty text, which tells nothing", listed("")],
	["no list", clusterPool()],
	["a network without CIDRs", listed('[{"networkName":"k8s-data"}]')],
	[
		"a network without CIDRs, and one that does not hold them",
		listed(
			'[{"networkName":"a"},{"networkName":"b","cidrs":["10.60.0.0/24"]}]',
		),
	],
	[
		"only a uuid, with CIDRs that hold them",
		listed('[{"networkUUID":"network-7","cidrs":["192.168.0.0/16"]}]'),
	],
	["an entry that names no network", listed('[{"cidrs":["10.60.0.0/24"]}]')],
	[
		"a family that the list leaves out",
		listed(cidrs("192.168.0.0/24"), { ipFamily: "V4_V6" }, DUAL_STACK),
	],
	[
		"an NSX-T T1 router, with which AKO does not use the list",
		listed(cidrs("10.60.0.0/24"), { nsxtT1LR: "/infra/tier-1s/t1" }),
	],
	[
		"pods are reached by NodePort",
		listed(cidrs("10.60.0.0/24"), { serviceType: "NodePort" }),
	],
];

const BAD: readonly [string, string][] = [
	[
		"[{networkName: k8s-data}]",
		'it is "[{networkName: k8s-data}]", which is not a JSON list of networks',
	],
	['{"networkName":"k8s-data"}', "which is not a JSON list of networks"],
	[cidrs("10.60.0.5"), 'its entry "10.60.0.5" is not a CIDR'],
	[cidrs("10.60.0.0/33"), 'its entry "10.60.0.0/33" is not a CIDR'],
	[
		JSON.stringify(
			["a", "b", "c", "d", "e", "f"].map((networkName) => ({
				networkName,
				cidrs: ["10.60.0.0/24"],
			})),
		),
		"it has 6 networks, and AKO takes at most 5",
	],
];

/** What Flux puts a value in for. */
const VARIABLE = ["$", "{node_cidr}"].join("");

const chart = (nodeNetworkList: unknown) =>
	inFile("desired/ako.yaml", {
		apiVersion: "helm.toolkit.fluxcd.io/v2",
		kind: "HelmRelease",
		metadata: { name: "ako" },
		spec: {
			chart: { spec: { chart: "ako" } },
			values: {
				AKOSettings: { clusterName: "prod", cniPlugin: "cilium" },
				NetworkSettings: { nodeNetworkList },
			},
		},
	});

export const NODE_NETWORK_CASES: readonly CheckCase[] = [
	...OUTSIDE.map(([lesson, cluster, n, hop, has]) =>
		fires(
			CHECK,
			lesson,
			{ cluster },
			{
				ref: `Node worker-${n}`,
				field: ["status.addresses", `spec.nodes[${n - 1}].addresses`],
				currentValue: hop,
				says: `next hop ${hop} of node worker-${n} lies outside nodeNetworkList of cluster prod, which has ${has}`,
			},
		),
	),
	...INSIDE.map(([lesson, cluster]) => silent(CHECK, lesson, { cluster })),
	...BAD.map(([text, says]) =>
		fires(
			CHECK,
			`a list that AKO can't read: ${text}`,
			{ cluster: listed(text) },
			{ ref: LIVE, field: AT, currentValue: text, says, remedy: UNREADABLE },
		),
	),
	fires(
		CHECK,
		"no list, as an empty key in values of Helm gives",
		{ cluster: listed("null") },
		{
			severity: "info",
			ref: LIVE,
			field: AT,
			currentValue: "null",
			says: 'it is "null", and AKO wants a list, [] when it is empty',
			remedy: UNREADABLE,
		},
	),
	fires(
		CHECK,
		"a list in the values of a chart, which counts more than what runs",
		{
			cluster: listed(cidrs("192.168.0.0/24"), {}, ONLY_ONE),
			more: [chart([{ networkName: "k8s-data", cidrs: ["10.60.0.0/24"] }])],
		},
		{
			ref: "Node worker-1",
			field: ["status.addresses", "spec.nodes[0].addresses"],
			currentValue: "192.168.0.1",
			says: "which has 10.60.0.0/24",
		},
	),
	silent(CHECK, "a variable in the values of a chart", {
		cluster: clusterPool({ akoConfig: undefined }),
		more: [chart([{ networkName: "k8s-data", cidrs: [VARIABLE] }])],
	}),
	silent(CHECK, "the list that is to be applied holds them", {
		cluster: listed(cidrs("10.60.0.0/24")),
		more: [
			configMap("avi-k8s-config", {
				clusterName: "prod",
				cniPlugin: "cilium",
				nodeNetworkList: cidrs("192.168.0.0/24"),
			}),
		],
	}),
];
