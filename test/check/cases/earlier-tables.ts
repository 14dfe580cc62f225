import { earlierTable } from "../../group/raw-objects.ts";
import {
	clusterPool,
	each,
	hostScope,
	internal,
} from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";

const PREFIXES = [1, 2, 3].map((n) => `10.0.${n}.0/24`);

/** The table that an earlier run made of the healthy cluster, from another source. */
function tableFrom(source: object | undefined, prefixes = PREFIXES) {
	const table = earlierTable("prod", prefixes);
	return { ...table, spec: { ...table.spec, ...(source && { source }) } };
}

/** The table in which some prefixes had next hops in 192.168.9.0/24. */
function movedTable(prefixes: readonly string[], all = PREFIXES) {
	const table = earlierTable("prod", all);
	const routes = table.spec.routes.map(
		(route: { prefix: string; nextHop: string }) => ({
			...route,
			...(prefixes.includes(route.prefix)
				? { nextHop: route.nextHop.replace("192.168.0.", "192.168.9.") }
				: {}),
		}),
	);
	return { ...table, spec: { ...table.spec, routes } };
}

const ofB = clusterPool({ clusterUID: "uid-b" });
const UID = ["metadata.uid", "spec.clusterUID"] as const;

const CLUSTER_CHANGED: readonly CheckCase[] = [
	fires(
		"cluster-changed",
		"the dump of another cluster",
		{ cluster: ofB, more: [tableFrom({ clusterUID: "uid-a" })] },
		{
			ref: "Namespace kube-system",
			field: UID,
			currentValue: "uid-b",
			says: "the snapshot of cluster prod is of another cluster: its Namespace kube-system has uid uid-b, the earlier AviRouteTable was made from uid-a",
		},
	),
	silent("cluster-changed", "the same cluster", {
		cluster: ofB,
		more: [tableFrom({ clusterUID: "uid-b" })],
	}),
	silent("cluster-changed", "the snapshot does not tell its uid", {
		more: [tableFrom({ ipamMode: "cluster-pool", clusterUID: "uid-a" })],
	}),
	silent("cluster-changed", "the earlier table does not tell it", {
		cluster: ofB,
		more: [tableFrom(undefined)],
	}),
	silent("cluster-changed", "the first run", { cluster: ofB }),
];

const MODE_CHANGED: readonly CheckCase[] = [
	fires(
		"ipam-mode-changed",
		"from host scope to cluster scope",
		{ more: [tableFrom({ ipamMode: "kubernetes" })] },
		{
			ref: "AviRouteTable prod",
			field: "spec.source.ipamMode",
			currentValue: "kubernetes",
			proposedValue: "cluster-pool",
			says: "cluster prod goes from IPAM mode kubernetes to cluster-pool: its routes now come from CiliumNode.spec.ipam.podCIDRs",
		},
	),
	fires(
		"ipam-mode-changed",
		"the mode is overridden now",
		{
			spec: { ipamMode: "kubernetes" },
			more: [tableFrom({ ipamMode: "cluster-pool" })],
		},
		{
			ref: "AviRouteTable prod",
			field: "spec.source.ipamMode",
			currentValue: "cluster-pool",
			proposedValue: "kubernetes",
			says: "its routes now come from Node.spec.podCIDRs",
		},
	),
	silent("ipam-mode-changed", "the same mode", {
		more: [tableFrom({ ipamMode: "cluster-pool" })],
	}),
	silent("ipam-mode-changed", "the earlier table does not tell it", {
		cluster: hostScope(),
		more: [tableFrom(undefined)],
	}),
	silent("ipam-mode-changed", "it is the dump of another cluster", {
		cluster: { ...hostScope(), clusterUID: "uid-b" },
		more: [tableFrom({ ipamMode: "cluster-pool", clusterUID: "uid-a" })],
	}),
];

const OTHER_PREFIXES = [1, 2, 3].map((n) => `10.8.${n}.0/24`);

const MANY_CHANGED: readonly CheckCase[] = [
	fires(
		"too-many-changed-routes",
		"all nodes have other addresses",
		{ more: [movedTable(PREFIXES)] },
		{
			ref: "AviRouteTable prod",
			field: "spec.routes",
			says: "3 of 3 earlier routes of cluster prod go to another node or next hop (such as 10.0.1.0/24 from worker-1 192.168.9.1 to worker-1 192.168.0.1), limits.maxChangedRoutes is 50%",
		},
	),
	fires(
		"too-many-changed-routes",
		"CIDRs were dealt anew: each prefix is on the next node",
		{
			cluster: clusterPool({
				ciliumNodes: {
					1: { podCIDRs: ["10.0.2.0/24"] },
					2: { podCIDRs: ["10.0.3.0/24"] },
					3: { podCIDRs: ["10.0.1.0/24"] },
				},
			}),
			spec: { limits: { maxChangedRoutes: 2 } },
			more: [tableFrom(undefined)],
		},
		{
			ref: "AviRouteTable prod",
			field: "spec.routes",
			says: "(such as 10.0.2.0/24 from worker-2 192.168.0.2 to worker-1 192.168.0.1), limits.maxChangedRoutes is 2",
		},
	),
	fires(
		"too-many-changed-routes",
		"all nodes have CIDRs of another pool",
		{ more: [tableFrom(undefined, OTHER_PREFIXES)] },
		{
			ref: "AviRouteTable prod",
			field: "spec.routes",
			says: "3 of 3 earlier routes of cluster prod are gone, while their nodes stay (such as 10.8.1.0/24 of worker-1, which has 10.0.1.0/24 now), limits.maxChangedRoutes is 50%",
		},
	),
	silent("too-many-changed-routes", "the new IPAM mode is why", {
		more: [tableFrom({ ipamMode: "kubernetes" }, OTHER_PREFIXES)],
	}),
	silent("too-many-changed-routes", "the nodes have other names", {
		cluster: clusterPool({
			nodes: each([1, 2, 3], (n) => ({ name: `w${n}` })),
			ciliumNodes: each([1, 2, 3], (n) => ({ name: `w${n}` })),
		}),
		more: [tableFrom(undefined)],
	}),
	silent("too-many-changed-routes", "two may always change", {
		more: [movedTable(PREFIXES.slice(1))],
	}),
	silent("too-many-changed-routes", "the limit lets them", {
		spec: { limits: { maxChangedRoutes: "100%" } },
		more: [movedTable(PREFIXES)],
	}),
];

const HOST_SCOPE = [1, 2, 3].map((n) => `10.244.${n}.0/24`);

/** Nodes with an IPv6 address in front of the next hop. */
const hopIsSecond = {
	nodes: each([1, 2, 3], (n) => ({
		addresses: internal(`fd11::${n}`, `192.168.0.${n}`),
	})),
};

/** The first node had another next hop. */
const movedHop = (cluster = hostScope(hopIsSecond)) => ({
	cluster,
	more: [movedTable(HOST_SCOPE.slice(0, 1), HOST_SCOPE)],
});

const HOP_UNNOTICED: readonly CheckCase[] = [
	fires(
		"ako-needs-restart",
		"the next hop is another one, the first InternalIP the same",
		movedHop(),
		{
			ref: "Node worker-1",
			field: ["status.addresses", "spec.nodes[0].addresses"],
			currentValue: "192.168.9.1",
			proposedValue: "192.168.0.1",
			remedy:
				"if Avi still has the old one, restart AKO: kubectl -n avi-system rollout restart statefulset/ako",
			says: "the next hop of node worker-1 goes from 192.168.9.1 to 192.168.0.1, which is not its first InternalIP (fd11::1): a running AKO may not notice",
		},
	),
	silent(
		"ako-needs-restart",
		"the next hop is the first InternalIP",
		movedHop(hostScope()),
	),
	silent("ako-needs-restart", "the files own the routes", {
		...movedHop(),
		spec: { routeOwner: "GitOps" },
	}),
	silent("ako-needs-restart", "AKO writes no routes", {
		...movedHop(
			hostScope({
				...hopIsSecond,
				akoConfig: {
					clusterName: "prod",
					cniPlugin: "",
					serviceType: "NodePort",
				},
			}),
		),
	}),
	silent("ako-needs-restart", "AKO reads CiliumNodes, whenever they change", {
		cluster: clusterPool(hopIsSecond),
		more: [movedTable(PREFIXES.slice(1))],
	}),
	silent("ako-needs-restart", "the CIDR was another node's", {
		cluster: hostScope({
			...hopIsSecond,
			nodes: {
				...hopIsSecond.nodes,
				1: { ...hopIsSecond.nodes[1], podCIDRs: ["10.244.2.0/24"] },
				2: { ...hopIsSecond.nodes[2], podCIDRs: ["10.244.1.0/24"] },
			},
		}),
		more: [earlierTable("prod", HOST_SCOPE)],
	}),
];

/** What is held against the tables of an earlier run. */
export const EARLIER_TABLE_CASES: readonly CheckCase[] = [
	...CLUSTER_CHANGED,
	...MODE_CHANGED,
	...MANY_CHANGED,
	...HOP_UNNOTICED,
];
