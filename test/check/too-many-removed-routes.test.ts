import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot, earlierTable } from "../group/raw-objects.ts";
import { clusterPool, runCluster } from "../support/clusters.ts";
import { resultsOf, routesOf } from "../support/function-run.ts";

const prefixes = (from: number, count: number) =>
	Array.from({ length: count }, (_, i) => `10.0.${from + i}.0/24`);

/** The limit, the routes of the earlier run and of this one, and whether that is too much. */
const LOSSES: readonly [
	limit: string | number | undefined,
	before: number,
	now: number,
	isTooMany: boolean,
][] = [
	[undefined, 15, 12, false],
	[undefined, 14, 11, true],
	[undefined, 4, 2, false],
	[undefined, 3, 1, false],
	[undefined, 4, 1, true],
	[undefined, 10, 12, false],
	["50%", 8, 4, false],
	["50%", 9, 4, true],
	["3", 10, 7, false],
	[3, 10, 7, false],
	["3", 10, 6, true],
	[3, 10, 6, true],
	["0", 10, 8, false],
	["0", 10, 7, true],
	["0%", 10, 7, true],
	["100%", 10, 1, false],
];

const test = suite("too-many-removed-routes");

for (const [limit, before, now, isTooMany] of LOSSES) {
	test(`from ${before} to ${now} routes with the limit ${limit}`, () => {
		const limits = limit === undefined ? {} : { maxRemovedRoutes: limit };
		const run = runCluster(
			[
				clusterSnapshot(clusterPool({}, now)),
				earlierTable("prod", prefixes(1, before)),
			],
			{ limits },
		);
		const messages = resultsOf(run, "too-many-removed-routes").map(
			({ message }) => message,
		);
		assert.is(messages.length, isTooMany ? 1 : 0, messages.join());
		assert.is(run.exitCode, isTooMany ? 1 : 0);
		if (isTooMany) {
			const lost = `would lose ${before - now} of ${before} routes`;
			assert.match(messages[0] ?? "", lost);
			assert.match(messages[0] ?? "", `maxRemovedRoutes is ${limit ?? "20%"};`);
		}
	});
}

test("what counts is the net loss: routes may move to other prefixes", () => {
	const run = runCluster([
		clusterSnapshot(clusterPool({}, 10)),
		earlierTable("prod", prefixes(101, 10)),
	]);
	assert.is(run.exitCode, 0);
	const [summary] = resultsOf(run, "summary");
	assert.match(summary?.message ?? "", "+10 ~0 -10 since the last run");
});

test("the parts of a table count together", () => {
	const tables = [0, 1].map((index) =>
		earlierTable("prod", prefixes(1 + 4 * index, 4), { index, of: 2 }),
	);
	const run = runCluster([clusterSnapshot(clusterPool({}, 5)), ...tables]);
	assert.match(run.results[0]?.message ?? "", "would lose 3 of 8 routes");
});

test("a limit of 100% lets a vanished cluster go, and its files with it", () => {
	const items = [
		clusterSnapshot(clusterPool({}, 2)),
		earlierTable("old", prefixes(1, 9)),
	];
	const run = runCluster(items, { limits: { maxRemovedRoutes: "100%" } });
	assert.is(run.exitCode, 0);
	assert.equal(
		routesOf(run).map(({ routeID }) => routeID),
		["prod-10.0.1.0-24", "prod-10.0.2.0-24"],
	);
});

test("a cluster with another name is told by its uid", () => {
	const table = earlierTable("old", prefixes(1, 9));
	const source = { ipamMode: "cluster-pool", clusterUID: "uid-a" };
	const run = runCluster([
		clusterSnapshot(clusterPool({ clusterUID: "uid-a" }, 9)),
		{ ...table, spec: { ...table.spec, source } },
	]);
	assert.match(
		run.results[0]?.message ?? "",
		"cluster old is called prod now (it has the same uid) and would lose all its 9 routes",
	);
});

test("on an error the earlier routes stay", () => {
	const table = earlierTable("prod", prefixes(1, 9));
	const run = runCluster([clusterSnapshot(clusterPool({}, 2)), table]);
	assert.equal(run.items[1], table);
	assert.is(run.items.length, 2);
});

test.run();
