import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import { type Changes, clusterPool, runCluster } from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

/** Nodes, how many of them have no CiliumNode, and what each of these comes to. */
const SHARES: readonly [nodes: number, missing: number, severity: string][] = [
	[1, 1, "error"],
	[2, 1, "warning"],
	[4, 1, "warning"],
	[4, 3, "warning"],
	[4, 4, "error"],
	[5, 1, "warning"],
	[5, 2, "error"],
	[5, 5, "error"],
	[9, 1, "warning"],
	[9, 2, "error"],
	[10, 2, "warning"],
	[10, 3, "error"],
	[100, 20, "warning"],
	[100, 21, "error"],
];

const test = suite("node-without-cilium-node");

for (const [nodes, missing, severity] of SHARES) {
	test(`${missing} of ${nodes}: ${severity}`, () => {
		const gone = Array.from({ length: missing }, (_, i) => [i + 1, undefined]);
		const ciliumNodes = Object.fromEntries(gone);
		const run = runCluster(
			[clusterSnapshot(clusterPool({ ciliumNodes }, nodes))],
			{ checks: { "no-routes": "off" } },
		);
		const results = resultsOf(run, "node-without-cilium-node");
		assert.equal(
			new Set(results.map((result) => result.severity)),
			new Set([severity]),
		);
		assert.is(run.exitCode, severity === "error" ? 1 : 0);
		assert.match(
			results[0]?.message ?? "",
			missing === 1
				? `(1 of ${nodes} nodes of prod have none)`
				: `${missing === nodes ? "all" : `${missing} of`} ${nodes} nodes of cluster prod have no CiliumNode`,
		);
		const isPart = severity === "error" && missing < nodes;
		assert.is(
			/set spec\.checks\.node-without-cilium-node: warning$/.test(
				results[0]?.remedy ?? "",
			),
			isPart,
		);
	});
}

test("nodes that just joined do not block a render, however many", () => {
	const joining = [7, 8, 9, 10];
	const each = <Value>(value: Value) =>
		Object.fromEntries(joining.map((n) => [n, value]));
	const nodes = each({ ready: false } as const);
	const ciliumNodes = each(undefined);
	const told = (changes: Changes) => {
		const run = runCluster([clusterSnapshot(clusterPool(changes, 10))]);
		const [result] = resultsOf(run, "node-without-cilium-node");
		return `${run.exitCode} ${result?.severity}: ${result?.message}`;
	};
	assert.match(
		told({ nodes, ciliumNodes }),
		"0 warning: 4 of 10 nodes of cluster prod have no CiliumNode and get no routes: worker-10 (NotReady), worker-7 (NotReady)",
	);
	assert.match(told({ ciliumNodes }), /^1 error: 4 of 10 nodes/);
	assert.match(
		told({ nodes: { 7: { ready: false } }, ciliumNodes: { 7: undefined } }),
		"0 warning: node worker-7, which is NotReady, has no CiliumNode (1 of 10",
	);
});

test("a node that joins or leaves passes", () => {
	const ciliumNodes = { 3: undefined, 9: { podCIDRs: ["10.0.9.0/24"] } };
	const run = runCluster([clusterSnapshot(clusterPool({ ciliumNodes }))]);
	assert.equal(
		run.results.map(({ tags, severity }) => `${severity} ${tags.check}`),
		[
			"warning node-without-cilium-node",
			"warning cilium-node-stale",
			"info summary",
		],
	);
	assert.is(run.exitCode, 0);
});

test.run();
