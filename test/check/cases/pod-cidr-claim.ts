import { clusterPool, each, internal, pooled } from "../../support/clusters.ts";
import { type CheckCase, fires, silent } from "./check-case.ts";
import { at, withCIDRs } from "./pod-cidr.ts";

/** Two nodes' CIDRs, whose is told, and how. */
export const POD_CIDR_CLAIM_CASES: readonly CheckCase[] = [
	fires(
		"pod-cidr-duplicate",
		"AKO drops the second node",
		{ cluster: withCIDRs(["10.0.1.0/24"], ["10.0.1.0/24"]) },
		{
			...at(2),
			currentValue: "10.0.1.0/24",
			says: "nodes worker-1 (10.0.1.0/24) and worker-2 (10.0.1.0/24) claim the same network address; AKO drops all routes of worker-2",
		},
	),
	fires(
		"pod-cidr-duplicate",
		"AKO does not compare masks",
		{ cluster: withCIDRs(["10.0.1.0/24"], ["10.0.9.0/24", "10.0.1.0/25"]) },
		{
			...at(2, 1),
			currentValue: "10.0.1.0/25",
			says: "nodes worker-1 (10.0.1.0/24) and worker-2 (10.0.1.0/25)",
		},
	),
	fires(
		"pod-cidr-duplicate",
		"the first node keeps it, though its network is narrower",
		{ cluster: withCIDRs(["10.0.1.0/25"], ["10.0.1.0/24"]) },
		{
			...at(2),
			currentValue: "10.0.1.0/24",
			says: "nodes worker-1 (10.0.1.0/25) and worker-2 (10.0.1.0/24)",
		},
	),
	fires(
		"pod-cidr-duplicate",
		"two pairs, by the name of the node that keeps it",
		{
			cluster: withCIDRs(
				["10.0.9.0/24"],
				["10.0.1.0/24"],
				["10.0.1.0/24", "10.0.9.0/24"],
			),
		},
		{
			...at(3, 1),
			currentValue: "10.0.9.0/24",
			says: "nodes worker-1 (10.0.9.0/24) and worker-3 (10.0.9.0/24)",
		},
		{
			...at(3),
			currentValue: "10.0.1.0/24",
			says: "nodes worker-2 (10.0.1.0/24) and worker-3 (10.0.1.0/24)",
		},
	),
	silent("pod-cidr-duplicate", "one node lists it twice", {
		cluster: withCIDRs(["10.0.1.0/24", "10.0.1.0/24"]),
	}),
	fires(
		"pod-cidr-overlap",
		"a wider CIDR of another node",
		{ cluster: withCIDRs(["10.0.0.0/16"]) },
		...[2, 3].map((worker) => ({
			...at(worker),
			currentValue: `10.0.${worker}.0/24`,
			says: `pod CIDR 10.0.0.0/16 of node worker-1 contains 10.0.${worker}.0/24 of node worker-${worker}`,
		})),
	),
	silent("pod-cidr-overlap", "neighbours", {
		cluster: withCIDRs(["10.0.0.0/25"], ["10.0.0.128/25"], ["10.0.1.0/24"]),
	}),
	...["10.0.0.0/16", "10.0.2.0/24"].map((pool) =>
		fires(
			"pod-cidr-contains-node",
			`${pool} and ExternalIP 10.0.2.7`,
			{
				cluster: clusterPool({
					nodes: {
						3: { addresses: [{ type: "ExternalIP", address: "10.0.2.7" }] },
					},
					ciliumNodes: { 1: { podCIDRs: [pool] }, 2: undefined },
				}),
			},
			{
				...at(1),
				currentValue: pool,
				says: `pod CIDR ${pool} of node worker-1 holds 10.0.2.7, the address of node worker-3`,
			},
		),
	),
	fires(
		"pod-cidr-contains-node",
		"several addresses, the lowest one of two nodes",
		{
			cluster: clusterPool({
				nodes: each([2, 3], (n) => ({
					addresses: ["10.0.1.9", `192.168.0.${n}`, "10.0.1.7"].map(
						(address, i) => ({
							type: i === 1 ? "InternalIP" : "ExternalIP",
							address,
						}),
					),
				})),
			}),
		},
		{
			...at(1),
			currentValue: "10.0.1.0/24",
			says: "pod CIDR 10.0.1.0/24 of node worker-1 holds 10.0.1.7, the address of node worker-2",
		},
	),
	fires(
		"pod-cidr-contains-node",
		"the pool is known",
		{
			cluster: pooled("10.0.0.0/16", {
				nodes: {
					3: { addresses: internal("10.0.1.7") },
				},
			}),
		},
		{
			...at(1),
			currentValue: "10.0.1.0/24",
			says: "pod CIDR 10.0.1.0/24 of node worker-1 holds 10.0.1.7, the address of node worker-3",
			remedy:
				"give the cluster a pool outside the nodes' networks (cluster-pool-ipv4-cidr is 10.0.0.0/16), then drain these nodes and delete their CiliumNodes",
		},
	),
	silent("pod-cidr-contains-node", "a Hostname is no address", {
		cluster: clusterPool({
			nodes: { 3: { addresses: [{ type: "Hostname", address: "10.0.1.7" }] } },
		}),
	}),
];
