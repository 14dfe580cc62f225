import { earlierTable } from "../../group/raw-objects.ts";
import { clusterPool } from "../../support/clusters.ts";
import { type CheckCase, type Expected, fires, silent } from "./check-case.ts";

/** Prefixes of an earlier run: the healthy cluster's three, and so many that are gone. */
function prefixes(gone: number): string[] {
	const others = Array.from({ length: gone }, (_, i) => `10.0.${i + 100}.0/24`);
	return ["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24", ...others];
}

/** Names, and what is said of them; nothing when they are good. */
const NAMES: readonly [
	name: string,
	severity?: Expected["severity"],
	says?: string,
][] = [
	["a".repeat(32)],
	["Prod_East-1"],
	["7"],
	[
		"a".repeat(33),
		"warning",
		`the cluster name ${"a".repeat(33)} has 33 characters; AKO advises at most 32`,
	],
	["prod.east", "error", 'the cluster name "prod.east" has characters'],
	["prod east", "error", 'the cluster name "prod east" has characters'],
	["prod/é", "error", 'the cluster name "prod/é" has characters'],
];

/** Checks of a cluster as a whole. */
export const CLUSTER_CASES: readonly CheckCase[] = [
	silent("snapshot-too-small", "as many nodes as are asked for", {
		spec: { limits: { minNodes: 3 } },
	}),
	fires(
		"snapshot-too-small",
		"fewer nodes than are asked for",
		{ spec: { limits: { minNodes: 4 } } },
		{
			ref: "AviRoutes avi-routes",
			field: "spec.limits.minNodes",
			currentValue: 4,
			says: "cluster prod has 3 nodes, limits.minNodes is 4",
		},
	),

	fires(
		"too-many-removed-routes",
		"half of the routes go",
		{ more: [earlierTable("prod", prefixes(3))] },
		{
			ref: "AviRouteTable prod",
			field: "spec.routes",
			says: "cluster prod would lose 3 of 6 routes (nodes worker-4, worker-5, worker-6), limits.maxRemovedRoutes is 20%",
		},
	),
	fires(
		"too-many-removed-routes",
		"the routes of four nodes go",
		{ more: [earlierTable("prod", prefixes(4))] },
		{
			ref: "AviRouteTable prod",
			field: "spec.routes",
			says: "cluster prod would lose 4 of 7 routes (nodes worker-4, worker-5, worker-6, ...), limits",
		},
	),
	silent("too-many-removed-routes", "two routes are a node that left", {
		more: [earlierTable("prod", prefixes(2))],
	}),
	fires(
		"too-many-removed-routes",
		"a cluster vanishes",
		{ more: [earlierTable("old", prefixes(0))] },
		{
			ref: "AviRouteTable old",
			field: "spec.routes",
			says: "cluster old is gone from the input and would lose all its 3 routes",
		},
	),
	silent("too-many-removed-routes", "the mode is unknown: all routes stay", {
		cluster: clusterPool({ ciliumConfig: undefined }),
		more: [earlierTable("prod", prefixes(3))],
	}),
	silent("too-many-removed-routes", "a vanished cluster had two routes", {
		more: [earlierTable("old", prefixes(0).slice(1))],
	}),

	...NAMES.map(([name, severity, says = ""]) =>
		fires(
			"cluster-name-invalid",
			name,
			{ name, cluster: clusterPool({ akoConfig: undefined }) },
			...(severity === undefined
				? []
				: [
						{
							severity,
							ref: ["AviRoutes avi-routes", `ClusterSnapshot ${name}`] as const,
							field: ["spec.clusterName", "metadata.name"] as const,
							currentValue: name,
							says,
						},
					]),
		),
	),
];
