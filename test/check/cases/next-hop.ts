import {
	type Changes,
	clusterPool,
	dualStack,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const ip = (address: string, type = "InternalIP") => ({ type, address });
const GITOPS = { routeOwner: "GitOps", routeController: "routes" };
const ADDRESSES = ["status.addresses", "spec.nodes[1].addresses"] as const;

const SHARED: Changes = { nodes: { 2: { addresses: [ip("192.168.0.1")] } } };
const knownAs = (...addresses: { type: string; address: string }[]) =>
	clusterPool({ ciliumNodes: { 2: { addresses } } });
const DUAL: Changes = {
	nodes: { 2: { addresses: [ip("192.168.0.2"), ip("fd00::2")] } },
	ciliumNodes: { 2: { addresses: [ip("192.168.0.2"), ip("fd00::9")] } },
};

/** Checks of next hops and families. */
export const NEXT_HOP_CASES: readonly CheckCase[] = [
	fires(
		"next-hop-shared",
		"two nodes have one address",
		{ cluster: clusterPool(SHARED) },
		{
			ref: "Node worker-2",
			field: ADDRESSES,
			currentValue: "192.168.0.1",
			says: "nodes worker-1 and worker-2 both have the next hop 192.168.0.1",
		},
	),
	fires(
		"next-hop-shared",
		"two nodes have one address of one family",
		{
			cluster: dualStack({
				nodes: { 2: { addresses: [ip("192.168.0.2"), ip("fd11::1")] } },
			}),
		},
		{
			ref: "Node worker-2",
			field: ADDRESSES,
			currentValue: "fd11::1",
			says: "nodes worker-1 and worker-2 both have the next hop fd11::1",
		},
	),
	silent("next-hop-shared", "the second has no routes", {
		cluster: clusterPool({ ...SHARED, ciliumNodes: { 2: undefined } }, 5),
	}),
	silent("next-hop-shared", "each has its own"),
	fires(
		"next-hop-shared",
		"the files own the routes",
		{ cluster: clusterPool(SHARED), spec: GITOPS },
		{
			ref: "Node worker-2",
			field: ADDRESSES,
			currentValue: "192.168.0.1",
			says: "both have the next hop 192.168.0.1",
		},
	),

	fires(
		"next-hop-disagrees",
		"the CiliumNode has an old address",
		{ cluster: knownAs(ip("10.99.0.1", "CiliumInternalIP"), ip("172.16.0.2")) },
		{
			ref: "CiliumNode worker-2",
			field: ["spec.addresses", "spec.ciliumNodes[1].addresses"],
			currentValue: "172.16.0.2",
			proposedValue: "192.168.0.2",
			says: "node worker-2 has the InternalIP 192.168.0.2, its CiliumNode has 172.16.0.2",
		},
	),
	fires(
		"next-hop-disagrees",
		"in one family of two",
		{ cluster: clusterPool(DUAL) },
		{
			ref: "CiliumNode worker-2",
			field: ["spec.addresses", "spec.ciliumNodes[1].addresses"],
			currentValue: "fd00::9",
			proposedValue: "fd00::2",
			says: "node worker-2 has the InternalIP fd00::2, its CiliumNode has fd00::9",
		},
	),
	silent("next-hop-disagrees", "written in another way", {
		cluster: clusterPool({
			nodes: { 2: { addresses: [ip("192.168.0.2"), ip("fd00::2")] } },
			ciliumNodes: { 2: { addresses: [ip("FD00:0::2"), ip("192.168.0.2")] } },
		}),
	}),
	silent("next-hop-disagrees", "it is the next hop, behind a link-local one", {
		cluster: clusterPool({
			nodes: { 2: { addresses: [ip("169.254.1.1"), ip("192.168.0.2")] } },
		}),
		spec: GITOPS,
	}),
	silent("next-hop-disagrees", "one of several is the Node's", {
		cluster: knownAs(ip("172.16.0.2"), ip("192.168.0.2")),
	}),
	silent("next-hop-disagrees", "a family of which the Node has none", {
		cluster: knownAs(ip("192.168.0.2"), ip("fd00::9")),
	}),
	silent("next-hop-disagrees", "the CiliumNode has no InternalIP", {
		cluster: knownAs(ip("10.99.0.1", "CiliumInternalIP")),
	}),

	fires(
		"ip-family-unsupported",
		"V6 alone",
		{ spec: { ipFamily: "V6" } },
		{
			ref: "AviRoutes avi-routes",
			field: "spec.ipFamily",
			currentValue: "V6",
			says: "cluster prod has ipFamily V6, which AKO documents for Calico only",
		},
	),
	fires(
		"ip-family-unsupported",
		"adopted from the live AKO",
		{
			cluster: clusterPool({
				akoConfig: { cniPlugin: "cilium", ipFamily: "V6" },
			}),
		},
		{
			ref: "ConfigMap avi-k8s-config",
			field: ["data.ipFamily", "spec.akoConfig.ipFamily"],
			currentValue: "V6",
			says: "cluster prod has ipFamily V6",
		},
	),
	fires(
		"ip-family-unsupported",
		"configured, and the live AKO has it too",
		{
			cluster: clusterPool({
				akoConfig: { cniPlugin: "cilium", ipFamily: "V6" },
			}),
			spec: { ipFamily: "V6" },
		},
		{
			ref: "AviRoutes avi-routes",
			field: "spec.ipFamily",
			currentValue: "V6",
			says: "cluster prod has ipFamily V6",
		},
	),
	...(
		[
			[
				"V4_V6",
				"error",
				'"V4_V6", with which AKO 1.11.5 syncs nothing; it accepts V4, V6 or none',
				"set V4, or upgrade AKO to 1.12.1 or newer first",
			],
			[
				"V6",
				"warning",
				"V6",
				"make sure that AKO programs IPv6 routes in this cloud, or set spec.ipFamily: V4 or spec.routeOwner: GitOps",
			],
		] as const
	).map(([ipFamily, severity, says, remedy]) =>
		fires(
			"ip-family-unsupported",
			`${ipFamily} with an AKO that does not know both families`,
			{
				cluster: clusterPool({ versions: { ako: "1.11.5" } }),
				spec: { ipFamily },
			},
			{
				severity,
				ref: "AviRoutes avi-routes",
				field: "spec.ipFamily",
				currentValue: ipFamily,
				says: `cluster prod has ipFamily ${says}`,
				remedy,
			},
		),
	),
	silent("ip-family-unsupported", "both families", {
		spec: { ipFamily: "V4_V6" },
	}),
	silent("ip-family-unsupported", "V4", { spec: { ipFamily: "V4" } }),
	silent("ip-family-unsupported", "the files own the routes", {
		spec: { ...GITOPS, ipFamily: "V6" },
	}),
];
