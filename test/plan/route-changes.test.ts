import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	type ComparedRoute,
	compareRoutes,
} from "../../src/plan/route-changes.ts";
import { clusterSnapshot, earlierTable } from "../group/raw-objects.ts";
import { chosen, holds, same } from "../read/choices.ts";
import { clusterPool, runCluster } from "../support/clusters.ts";

const route = (text: string) => {
	const [prefix = "", nextHop = "", node = ""] = text.split(" ");
	return { prefix, nextHop, node };
};
const A = "10.0.1.0/24 192.168.0.1 a";
const B = "10.0.2.0/24 192.168.0.2 b";

/** Routes before and after, and the prefixes that are added, removed and changed. */
const CHANGES: readonly [
	lesson: string,
	before: string[],
	after: string[],
	changes: [added: string[], removed: string[], changed: string[]],
][] = [
	["nothing", [A, B], [A, B], [[], [], []]],
	["another order", [A, B], [B, A], [[], [], []]],
	["one more", [A], [A, B], [["10.0.2.0/24"], [], []]],
	["one less", [A, B], [B], [[], ["10.0.1.0/24"], []]],
	["all go", [A, B], [], [[], ["10.0.1.0/24", "10.0.2.0/24"], []]],
	[
		"another next hop",
		[A, B],
		["10.0.1.0/24 192.168.0.9 a", B],
		[[], [], ["10.0.1.0/24"]],
	],
	[
		"another node of the same address",
		[A, B],
		["10.0.1.0/24 192.168.0.1 c", B],
		[[], [], ["10.0.1.0/24"]],
	],
	[
		"another mask is another route",
		[A],
		["10.0.1.0/25 192.168.0.1 a"],
		[["10.0.1.0/25"], ["10.0.1.0/24"], []],
	],
	[
		"prefixes are compared as networks",
		["FD00:0::/64 fd11::1 a"],
		["fd00::/64 fd11::1 a"],
		[[], [], []],
	],
	[
		"of a prefix that stands twice, the last",
		[A, B, "10.0.1.0/24 192.168.0.9 a"],
		["10.0.1.0/24 192.168.0.9 a", B],
		[[], [], []],
	],
	[
		"of a prefix that stands twice in the same place, the last",
		[A, "10.0.1.0/24 192.168.0.2 a", "10.0.1.0/24 192.168.0.3 a"],
		["10.0.1.0/24 192.168.0.9 a", A, "10.0.1.0/24 192.168.0.3 a"],
		[[], [], []],
	],
	[
		"one twice that is new",
		[A],
		[B, B],
		[["10.0.2.0/24"], ["10.0.1.0/24"], []],
	],
	[
		"a text that is no prefix is compared as it is",
		["nonsense 1 a", "other 1 a"],
		["nonsense 2 a"],
		[[], ["other"], ["nonsense"]],
	],
];

const test = suite("changes of routes");

for (const [lesson, before, after, expected] of CHANGES) {
	test(lesson, () => {
		const { added, removed, changed } = compareRoutes(
			before.map(route),
			after.map(route),
		);
		assert.equal(
			[
				added.map(({ prefix }) => prefix),
				removed.map(({ prefix }) => prefix),
				changed.map(({ after: { prefix } }) => prefix),
			],
			expected,
		);
	});
}

/** Two sets of routes, mostly with the same prefixes in the same order. */
const sides = chosen((choices) => {
	const routes = () =>
		choices.several(0, 6, (i) => ({
			prefix: `10.0.${choices.rarely(20) ? 9 + i : i}.0/24`,
			nextHop: `192.168.0.${choices.rarely(3) ? 1 : i}`,
			node: choices.rarely(4) ? "other" : `worker-${i}`,
		}));
	return { before: routes(), after: routes() };
});

/** In whatever order routes stand, the same have changed. */
const inAnyOrder = ({ before, after }: Parameters<typeof sorted>[0]) => {
	const turned = [...after.slice(1), ...after.slice(0, 1)];
	same("changes", sorted({ before, after }), sorted({ before, after: turned }));
	return before.length > 1 && before.length === after.length;
};

function sorted(set: Record<"before" | "after", ComparedRoute[]>) {
	const { added, removed, changed } = compareRoutes(set.before, set.after);
	const byText = (parts: readonly object[]) =>
		parts.map((part) => JSON.stringify(part)).sort();
	return [added, removed, changed].map(byText);
}

test("are the same in whatever order routes stand", () =>
	holds(inAnyOrder, sides, { share: 0.05, numRuns: 4000 }));

test("the summary counts them", () => {
	const table = earlierTable("prod", [
		"10.0.3.0/24",
		"10.0.2.0/24",
		"10.0.9.0/24",
	]);
	const run = runCluster([clusterSnapshot(clusterPool()), table]);
	assert.is(
		run.results.at(-1)?.message,
		"cluster prod: 3 routes for 3 of 3 nodes (cluster-pool, V4), programmed by AKO, +1 ~1 -1 since the last run",
	);
});

test("without an earlier run there is nothing to count", () => {
	const run = runCluster([clusterSnapshot(clusterPool())], {
		routeOwner: "GitOps",
	});
	assert.is(
		run.results.at(-1)?.message,
		"cluster prod: 3 routes for 3 of 3 nodes (cluster-pool, V4), owned by GitOps, with no routeController to write them",
	);
});

/** What a table of an earlier run can't be, and what is said of it. */
const BROKEN: readonly [spec: object, path: string, says: string][] = [
	[{ routes: undefined }, "spec", "spec has no routes; add it"],
	[{ routes: [{}] }, "spec.routes[0]", "spec.routes[0] has no prefix"],
	[{ clusterName: 7 }, "spec.clusterName", "want a string"],
];

for (const [spec, path, says] of BROKEN) {
	test(`a table of an earlier run with ${JSON.stringify(spec)}`, () => {
		const { spec: good, ...table } = earlierTable("prod", ["10.0.1.0/24"]);
		const broken = { ...table, spec: { ...good, ...spec } };
		const items = [clusterSnapshot(clusterPool()), broken];
		const { exitCode, results } = runCluster(items);
		const [result, ...more] = results.filter(
			({ severity }) => severity === "error",
		);
		assert.is(exitCode, 1);
		assert.equal(more, []);
		assert.is(result?.tags.check, "input-invalid");
		assert.is(result?.field?.path, path);
		assert.is(result?.file?.path, "avi-routes/prod/route-table.yaml");
		assert.ok(result?.message.includes(says), result?.message);
		assert.match(result?.message ?? "", "restore the file, or delete it");
	});
}

test("a table of another API is nobody's earlier run", () => {
	const table = earlierTable("old", ["10.0.1.0/24"]);
	const other = { ...table, apiVersion: "example.com/v1", spec: {} };
	const run = runCluster([clusterSnapshot(clusterPool()), other]);
	assert.is(run.exitCode, 0);
	assert.equal(run.items[1], other);
});

test.run();
