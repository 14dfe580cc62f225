import { clusterPool, dualStack, hostScope } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

/** The healthy cluster with other CIDRs for the CiliumNodes of worker-1, worker-2, ... */
export const withCIDRs = (...podCIDRs: string[][]) =>
	clusterPool({
		ciliumNodes: Object.fromEntries(
			podCIDRs.map((cidrs, i) => [i + 1, { podCIDRs: cidrs }]),
		),
	});

/** The CIDR of a CiliumNode, in both forms. */
export const at = (worker: number, index = 0) => ({
	ref: `CiliumNode worker-${worker}`,
	field: [
		`spec.ipam.podCIDRs[${index}]`,
		`spec.ciliumNodes[${worker - 1}].podCIDRs[${index}]`,
	] as const,
});

const annotated = (text: string) =>
	hostScope({
		nodes: { 1: { annotations: { "ako.vmware.com/pod-cidrs": text } } },
	});
const ANNOTATION = [
	"metadata.annotations[ako.vmware.com/pod-cidrs]",
	"spec.nodes[0].annotations[ako.vmware.com/pod-cidrs]",
] as const;

const WRITTEN: readonly CheckCase[] = [
	...(
		[
			["10.0.2.0", "the node gets no routes"],
			["10.0.2.0/33", "it is left out"],
			["10.0.2/24", "it is left out"],
			["fd00::1::/64", "it is left out"],
		] as const
	).map(([text, effect]) =>
		fires(
			"pod-cidr-invalid",
			text,
			{ cluster: withCIDRs(["10.0.1.0/24"], ["10.0.9.0/24", text]) },
			{
				...at(2, 1),
				currentValue: text,
				says: `node worker-2 has pod CIDR "${text}", which is not a CIDR; ${effect}`,
			},
		),
	),
	fires(
		"pod-cidr-invalid",
		"an entry of the annotation",
		{ cluster: annotated("10.0.1.0/24,fd00::/64") },
		{
			ref: "Node worker-1",
			field: ANNOTATION,
			currentValue: "10.0.1.0/24,fd00::/64",
			says: 'node worker-1 has the entry "fd00::/64" in its annotation ako.vmware.com/pod-cidrs',
			remedy:
				"remove the entry; AKO takes IPv4 CIDRs such as 10.0.1.0/24 there, and nothing else",
		},
	),
	silent("pod-cidr-invalid", "Node.spec is not read in cluster-pool mode", {
		cluster: clusterPool({ nodes: { 1: { podCIDRs: ["garbage"] } } }),
	}),
	...(
		[
			["10.0.2.5/24", "10.0.2.0/24"],
			["fd00::1/64", "fd00::/64"],
		] as const
	).map(([text, network]) =>
		fires(
			"pod-cidr-host-bits",
			text,
			{ cluster: withCIDRs(["10.0.1.0/24"], ["10.0.9.0/24", text]) },
			{
				...at(2, 1),
				currentValue: text,
				proposedValue: network,
				says: `node worker-2 has pod CIDR ${text} with host bits set; the network is ${network}`,
			},
		),
	),
	silent("pod-cidr-host-bits", "a single address is a network", {
		cluster: withCIDRs(["10.0.1.5/32"]),
	}),
	fires(
		"pod-cidr-annotation",
		"it stands in for spec.podCIDRs",
		{ cluster: annotated("10.9.1.0/24") },
		{
			ref: "Node worker-1",
			field: ANNOTATION,
			currentValue: "10.9.1.0/24",
			says: 'the pod CIDRs of node worker-1 come from its annotation: "10.9.1.0/24" instead of 10.244.1.0/24',
		},
	),
	...["", " ", ",", "10.9.1.0"].map((value) =>
		silent("pod-cidr-annotation", `${JSON.stringify(value)} gives none`, {
			cluster: annotated(value),
		}),
	),
	silent("pod-cidr-annotation", "AKO does not read it in cluster-pool mode", {
		cluster: { ...annotated("10.9.1.0/24"), ciliumConfig: {} },
	}),
];

const dual = clusterPool({
	ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24", "fd00:2::/64"] } },
});

const IGNORED: readonly CheckCase[] = [
	fires(
		"pod-cidr-ignored",
		"an AKO that routes one family only",
		{
			cluster: dualStack({
				versions: { ako: "1.11.5" },
				akoConfig: { cniPlugin: "cilium", ipFamily: "" },
			}),
		},
		{
			ref: "CiliumNode worker-1",
			field: ["spec.ipam.podCIDRs[1]", "spec.ciliumNodes[0].podCIDRs[1]"],
			currentValue: "fd00:10:1::/64",
			says: "ipFamily is V4",
			remedy:
				"upgrade AKO to 1.12.1 or newer, which routes both families, if pods must be reached over it",
		},
	),
	fires(
		"pod-cidr-ignored",
		"ipFamily leaves it out",
		{ cluster: dual, spec: { ipFamily: "V4" } },
		{
			...at(2, 1),
			currentValue: "fd00:2::/64",
			says: "cluster prod: a pod CIDR gets no V6 route, such as fd00:2::/64 of node worker-2: ipFamily is V4",
		},
	),
	fires(
		"pod-cidr-ignored",
		"the node has no such address",
		{ cluster: dual, spec: { ipFamily: "V4_V6" } },
		{
			...at(2, 1),
			currentValue: "fd00:2::/64",
			says: "fd00:2::/64 of node worker-2: the node has no V6 address",
			remedy:
				"give the node an InternalIP of that family if pods must be reached over it",
		},
	),
	fires(
		"pod-cidr-ignored",
		"nextHop picks none of the node's addresses",
		{
			cluster: clusterPool({
				nodes: {
					2: {
						addresses: [
							{ type: "InternalIP", address: "192.168.0.2" },
							{ type: "InternalIP", address: "fd11::2" },
						],
					},
				},
				ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24", "fd00:2::/64"] } },
			}),
			spec: {
				ipFamily: "V4_V6",
				routeOwner: "GitOps",
				nextHop: { cidrs: ["192.168.0.0/16"] },
			},
		},
		{
			...at(2, 1),
			currentValue: "fd00:2::/64",
			says: "fd00:2::/64 of node worker-2: spec.nextHop picks no V6 address of the node (it has the InternalIP fd11::2)",
			remedy:
				"let spec.nextHop.addressType and cidrs pick one if pods must be reached over it",
		},
	),
	fires(
		"pod-cidr-ignored",
		"Cilium has the family off, in Go's words",
		{
			cluster: clusterPool({
				ciliumConfig: { ipam: "cluster-pool", "enable-ipv6": "False" },
				ciliumNodes: { 2: { podCIDRs: ["10.0.2.0/24", "fd00:2::/64"] } },
			}),
			spec: { ipFamily: "V4_V6", routeOwner: "GitOps" },
		},
		{
			...at(2, 1),
			currentValue: "fd00:2::/64",
			says: "Cilium has V6 off",
			remedy: "turn it on in cilium-config if pods must be reached over it",
		},
	),
	silent("pod-cidr-ignored", "every family is routed"),
];

export const POD_CIDR_CASES = [...WRITTEN, ...IGNORED];
