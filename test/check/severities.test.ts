import { suite } from "uvu";
import * as assert from "uvu/assert";
import { eachResult } from "../../src/krm/result.ts";
import { clusterSnapshot, earlierTable } from "../group/raw-objects.ts";
import { clusterPool, runCluster } from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

/** Errors pod-cidr-host-bits, warning cilium-node-stale, info pod-cidr-ignored, and the two that must be named. */
const trouble = (name: string) => [
	clusterSnapshot(
		clusterPool({
			akoConfig: undefined,
			ciliumNodes: {
				1: { podCIDRs: ["10.0.1.5/24"] },
				2: { podCIDRs: ["10.0.2.0/24", "fd00::/64"] },
				3: { ownerUID: "old" },
			},
		}),
		name,
	),
	earlierTable(
		name,
		[7, 8, 9, 10, 11, 12].map((n) => `10.0.${n}.0/24`),
	),
];

const DEFAULTS = {
	"snapshot-too-small": "error",
	"too-many-removed-routes": "error",
	"pod-cidr-host-bits": "error",
	"cilium-node-stale": "warning",
	"pod-cidr-ignored": "info",
};
type Severities = Partial<Record<keyof typeof DEFAULTS, string>>;

/** spec.checks, and the severities that differ from the defaults then. */
const CHANGES: readonly [
	checks: Record<string, string>,
	differing: Severities,
][] = [
	[{}, {}],
	[{ "cilium-node-stale": "error" }, { "cilium-node-stale": "error" }],
	[{ "pod-cidr-host-bits": "info" }, { "pod-cidr-host-bits": "info" }],
	[
		{ "*": "info" },
		{ "pod-cidr-host-bits": "info", "cilium-node-stale": "info" },
	],
	[
		{ "*": "error", "cilium-node-stale": "info" },
		{ "cilium-node-stale": "info", "pod-cidr-ignored": "error" },
	],
	[
		{ "snapshot-too-small": "warning", "too-many-removed-routes": "info" },
		{ "snapshot-too-small": "warning", "too-many-removed-routes": "info" },
	],
	[
		{ "*": "off", "snapshot-too-small": "off" },
		{
			"snapshot-too-small": "off",
			"pod-cidr-host-bits": "off",
			"cilium-node-stale": "off",
			"pod-cidr-ignored": "off",
		},
	],
	[
		{ "*": "off", "pod-cidr-ignored": "warning" },
		{
			"pod-cidr-host-bits": "off",
			"cilium-node-stale": "off",
			"pod-cidr-ignored": "warning",
		},
	],
];

const limits = { minNodes: 4 };

const test = suite("severities");

for (const [checks, differing] of CHANGES) {
	test(JSON.stringify(checks), () => {
		const run = runCluster(trouble("prod"), { limits, checks });
		const severities = { ...DEFAULTS, ...differing };
		for (const [check, severity] of Object.entries(severities)) {
			assert.equal(
				resultsOf(run, check).map((result) => result.severity),
				severity === "off" ? [] : [severity],
				check,
			);
		}
		const hasError = Object.values(severities).includes("error");
		assert.is(run.exitCode, hasError ? 1 : 0);
	});
}

test("a cluster's own severities go over those of all, id by id", () => {
	const run = runCluster([...trouble("east"), ...trouble("west")], {
		clusterName: "east",
		checks: { "*": "info", "pod-cidr-host-bits": "warning" },
		clusters: [
			{ name: "west", checks: { "*": "off", "cilium-node-stale": "error" } },
		],
	});
	const seen = (cluster: string) =>
		Object.keys(DEFAULTS).flatMap((check) =>
			resultsOf(run, check)
				.filter(({ tags }) => tags.cluster === cluster)
				.map(({ severity }) => `${check} ${severity}`),
		);
	assert.equal(seen("east"), [
		"too-many-removed-routes error",
		"pod-cidr-host-bits warning",
		"cilium-node-stale info",
		"pod-cidr-ignored info",
	]);
	assert.equal(seen("west"), [
		"too-many-removed-routes error",
		"pod-cidr-host-bits warning",
		"cilium-node-stale error",
	]);
});

for (const [pairs, told] of [
	[20, 20],
	[21, 21],
	[57, 21],
] as const) {
	test(`${pairs} findings of one check, each of its own cause, give ${told} results`, () => {
		const entries = Array.from({ length: pairs * 2 }, (_, i) => [
			i + 1,
			{ podCIDRs: [`10.9.${i >> 1}.0/24`] },
		]);
		const ciliumNodes = Object.fromEntries(entries);
		const cluster = clusterPool({ ciliumNodes }, pairs * 2);
		const results = resultsOf(
			runCluster([clusterSnapshot(cluster)]),
			"pod-cidr-duplicate",
		);
		assert.is(results.length, told);
		assert.is(eachResult(results).length, pairs);
		const last = results.at(-1);
		assert.is(last?.severity, "error");
		const says = `and ${pairs - 20} more results of pod-cidr-duplicate for cluster prod (${pairs} in all)`;
		assert.is(last?.message === says, pairs > 20);
	});
}

test.run();
