import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readConfig } from "../../src/config/read-config.ts";
import { clusterPool } from "../support/clusters.ts";
import { runItems } from "../support/function-run.ts";
import { clusterSnapshot } from "./raw-objects.ts";

const configOf = (spec: object) =>
	readConfig(
		{
			apiVersion: "avi-routes.dev/v1alpha1",
			kind: "AviRoutes",
			metadata: { name: "a" },
			spec,
		},
		[],
	).value;

/** Fields for all clusters, fields of one, and what that one has then. */
const MERGED: readonly [
	lesson: string,
	all: object,
	own: object,
	merged: object,
][] = [
	[
		"nothing of its own",
		{ sctp: "Enabled", namespace: "avi" },
		{},
		{ sctp: "Enabled", namespace: "avi" },
	],
	[
		"a word of its own",
		{ sctp: "Enabled" },
		{ sctp: "Disabled" },
		{ sctp: "Disabled" },
	],
	[
		"vrfContext by key",
		{ vrfContext: { name: "a", cloud: "b" } },
		{ vrfContext: { name: "c", tenant: "d" } },
		{ vrfContext: { name: "c", cloud: "b", tenant: "d" } },
	],
	[
		"limits by key",
		{ limits: { minNodes: 3 } },
		{ limits: { maxRemovedRoutes: 7 } },
		{
			limits: {
				minNodes: 3,
				maxRemovedRoutes: "7",
				maxChangedRoutes: "50%",
			},
		},
	],
	[
		"checks by key",
		{ checks: { "*": "warning", "pod-cidr-overlap": "off" } },
		{ checks: { "*": "error", "cluster-name-invalid": "info" } },
		{
			checks: {
				"*": "error",
				"pod-cidr-overlap": "off",
				"cluster-name-invalid": "info",
			},
		},
	],
	[
		"an empty list is a list",
		{ nextHop: { addressType: "ExternalIP", cidrs: ["10.4.0.0/14"] } },
		{ nextHop: { cidrs: [] } },
		{ nextHop: { addressType: "ExternalIP", cidrs: [] } },
	],
	[
		"output",
		{ output: { directory: "./a//b/" } },
		{},
		{ output: { directory: "a/b" } },
	],
];

const test = suite("configuration of one cluster");

for (const [lesson, all, own, merged] of MERGED) {
	test(lesson, () => {
		const { defaults, clusters } = configOf({
			...all,
			clusters: [{ name: "east", ...own }],
		});
		const keys = Object.keys(merged) as (keyof typeof defaults)[];
		const picked = Object.fromEntries(
			keys.map((key) => [key, clusters[0]?.config[key]]),
		);
		assert.equal(picked, merged);
	});
}

test("clusters differ where they are told to, and only there", () => {
	const items = ["east", "west"].map((name) =>
		clusterSnapshot(clusterPool({ akoConfig: undefined }), name),
	);
	const run = runItems(items, {
		namespace: "avi",
		routeOwner: "GitOps",
		routeController: "ctl",
		clusters: [
			{
				name: "west",
				routeOwner: "AKO",
				namespace: "west-avi",
				output: { directory: "w" },
			},
		],
	});
	const tables = run.items
		.filter(({ kind }) => kind === "AviRouteTable")
		.map(({ metadata, spec }) => [
			metadata.name,
			metadata.namespace,
			spec.managementPolicy,
			metadata.annotations["internal.config.kubernetes.io/path"],
		]);
	assert.equal(tables, [
		["east", "avi", "Manage", "avi-routes/east/route-table.yaml"],
		["west", "west-avi", "Observe", "w/west/route-table.yaml"],
	]);
});

test.run();
