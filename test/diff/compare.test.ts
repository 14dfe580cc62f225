import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NO_CHANGES, type RouteChange } from "../../src/diff/changes.ts";
import { compareSides, sortChanges } from "../../src/diff/compare.ts";
import { diffJson } from "../../src/diff/json.ts";
import { diffLines } from "../../src/diff/lines.ts";
import { diffMarkdown, MAX_BYTES } from "../../src/diff/markdown.ts";
import { diffSarif } from "../../src/diff/sarif.ts";
import { diffStat } from "../../src/diff/stat.ts";
import type { Area, ClusterState, SideState } from "../../src/diff/state.ts";
import { diffText } from "../../src/diff/text.ts";
import type { Severity } from "../../src/krm/result.ts";
import type { Located } from "../../src/report/report.ts";
import { PLAIN } from "../../src/report/screen.ts";

/** A cluster: its routes as `prefix next hop node`, and its settings as `area key value`. */
function clusterOf(
	name: string,
	routes: readonly string[],
	settings: readonly string[] = [],
	vrf = "admin/cloud/global",
): ClusterState {
	return {
		name,
		vrf,
		routes: routes.map((text) => {
			const [prefix = "", nextHop = "", node = ""] = text.split(" ");
			return { prefix, nextHop, node };
		}),
		settings: settings.map((text) => {
			const [area, key = "", value = ""] = text.split(" ");
			return { area: area as Area, key, value };
		}),
	};
}

/** A result about a node, as `severity check cluster node`. */
function result(text: string): Located {
	const [severity, check, cluster, name = ""] = text.split(" ");
	const tags = { check, ...(cluster === "-" ? {} : { cluster }) };
	return {
		result: {
			severity: severity as Severity,
			tags: tags as Located["result"]["tags"],
			message: `about ${name}; mend it`,
			remedy: "mend it",
			resourceRef: { apiVersion: "v1", kind: "Node", name },
		},
		file: "nodes.yaml",
		position: { line: 3, column: 5 },
	};
}

const side = (
	clusters: readonly ClusterState[],
	results: readonly string[] = [],
	kind: SideState["kind"] = "sources",
): SideState => ({
	kind,
	clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
	results: results.map(result),
});

const text = (base: SideState, head: SideState) =>
	diffText(compareSides(base, head), PLAIN);

const A = "10.0.1.0/24 1.1.1.1 a";
const B = "10.0.2.0/24 1.1.1.2 b";
const C = "10.0.10.0/24 1.1.1.3 c";
const prod = (routes: readonly string[], ...settings: readonly string[]) =>
	side([clusterOf("prod", routes, settings)]);

const PLANNED = side(
	[clusterOf("prod", [A])],
	["warning node-not-ready prod w1", "info vrf-unknown - x"],
);
const RENDERED = side([clusterOf("prod", [A])], [], "rendered");

/** Two sides, and what is told. */
const CASES: readonly [
	lesson: string,
	base: SideState,
	head: SideState,
	text: string,
][] = [
	["nothing", side([]), side([], [], "empty"), "no change\n"],
	["the same", prod([A], "AKO x 1"), prod([A], "AKO x 1"), "no change\n"],
	[
		"kinds of changes, the riskiest first, then by network",
		prod([C, A, B, "10.0.4.0/24 1.1.1.4 d"]),
		prod([
			"10.0.1.0/24 1.1.1.9 a",
			"10.0.2.0/24 1.1.1.2 bb",
			"10.0.4.0/24 1.1.1.5 e",
			"10.0.9.0/24 1.1.1.4 d",
			"10.0.5.0/24 1.1.1.4 d",
		]),
		`cluster prod: +2 ~3 -1 routes (100% of 4)
  - 10.0.10.0/24  was via 1.1.1.3 (c)
  ~ 10.0.4.0/24   moved d -> e (via 1.1.1.4 -> 1.1.1.5)
  ~ 10.0.1.0/24   next hop 1.1.1.1 -> 1.1.1.9 (a)
  ~ 10.0.2.0/24   node renamed b -> bb (via 1.1.1.2)
  + 10.0.5.0/24   is via 1.1.1.4 (d)
  + 10.0.9.0/24   is via 1.1.1.4 (d)

+2 ~3 -1 routes (100% of 4) in 1 cluster
`,
	],
	[
		"a node has another prefix of the same family instead",
		prod([A, "fd00:1::/64 f::1 a"]),
		prod(["10.0.7.0/24 1.1.1.1 a", "fd00:7::/64 f::1 a"]),
		`cluster prod: +2 ~0 -2 routes (100% of 2)
  - 10.0.1.0/24  was via 1.1.1.1 (a, now 10.0.7.0/24)
  - fd00:1::/64  was via f::1 (a, now fd00:7::/64)
  + 10.0.7.0/24  is via 1.1.1.1 (a, before 10.0.1.0/24)
  + fd00:7::/64  is via f::1 (a, before fd00:1::/64)

+2 ~0 -2 routes (100% of 2) in 1 cluster
`,
	],
	[
		"with two prefixes of a family nobody knows which replaces which",
		prod([A, B, C, "10.0.8.0/24 1.1.1.2 b"]),
		prod([C, "10.0.7.0/24 1.1.1.2 b", A]),
		`cluster prod: +1 ~0 -2 routes (50% of 4)
  - 10.0.2.0/24  was via 1.1.1.2 (b)
  - 10.0.8.0/24  was via 1.1.1.2 (b)
  + 10.0.7.0/24  is via 1.1.1.2 (b)

+1 ~0 -2 routes (50% of 4) in 1 cluster
`,
	],
	[
		"another VRF context: all routes go, and all come",
		prod([A, A]),
		side([clusterOf("prod", [A], ["cluster routeOwner AKO"], "t/c/other")]),
		`cluster prod: +1 ~0 -1 routes (50% of 2), 1 setting
  ! 1 of 2 routes move to another VRF: from admin/cloud/global to t/c/other
  ~ cluster routeOwner: unset -> "AKO"
  - 10.0.1.0/24  was via 1.1.1.1 (a)
  + 10.0.1.0/24  is via 1.1.1.1 (a)

+1 ~0 -1 routes (50% of 2) in 1 cluster
`,
	],
	[
		"another VRF context, and a node has another prefix instead",
		side([clusterOf("prod", [A, B, "10.0.3.0/24 1.1.1.1 a"])]),
		side([clusterOf("prod", [B, A, "10.0.7.0/24 1.1.1.1 a"], [], "t/c/other")]),
		`cluster prod: +3 ~0 -3 routes (100% of 3)
  ! 2 of 3 routes move to another VRF: from admin/cloud/global to t/c/other
  - 10.0.1.0/24  was via 1.1.1.1 (a)
  - 10.0.2.0/24  was via 1.1.1.2 (b)
  - 10.0.3.0/24  was via 1.1.1.1 (a, now 10.0.7.0/24)
  + 10.0.1.0/24  is via 1.1.1.1 (a)
  + 10.0.2.0/24  is via 1.1.1.2 (b)
  + 10.0.7.0/24  is via 1.1.1.1 (a, before 10.0.3.0/24)

+3 ~0 -3 routes (100% of 3) in 1 cluster
`,
	],
	[
		"clusters that come, go and stay; results of none of them",
		side([clusterOf("a", [A]), clusterOf("b", [B]), clusterOf("d", [C])]),
		side(
			[clusterOf("a", [A]), clusterOf("c", [B], ["AKO x 1"])],
			[
				"error input-invalid - n",
				"info node-not-ready a w1",
				"info node-not-ready a w1",
			],
		),
		`the whole package: 1 new result
  ! error: [input-invalid] nodes.yaml:3:5
      about n
      fix: mend it

cluster a: 1 new result
  ! info: [node-not-ready] nodes.yaml:3:5
      about w1
      fix: mend it

cluster b: gone, +0 ~0 -1 routes (100% of 1)
  - 10.0.2.0/24  was via 1.1.1.2 (b)

cluster c: new, +1 ~0 -0 routes
  + 10.0.2.0/24  is via 1.1.1.2 (b)

cluster d: gone, +0 ~0 -1 routes (100% of 1)
  - 10.0.10.0/24  was via 1.1.1.3 (c)

+1 ~0 -2 routes (67% of 3) in 4 clusters
`,
	],
	[
		"one of two clusters changes",
		side([clusterOf("a", [A, B]), clusterOf("b", [C])]),
		side([clusterOf("a", [A]), clusterOf("b", [C])]),
		`cluster a: +0 ~0 -1 routes (50% of 2)
  - 10.0.2.0/24  was via 1.1.1.2 (b)

+0 ~0 -1 routes (33% of 3) in 1 of 2 clusters
`,
	],
	[
		"a cluster without routes comes, and one with three goes",
		side([clusterOf("a", [A, B, C])]),
		side([clusterOf("b", [])]),
		`cluster a: gone, +0 ~0 -3 routes (100% of 3)
  - 10.0.1.0/24   was via 1.1.1.1 (a)
  - 10.0.2.0/24   was via 1.1.1.2 (b)
  - 10.0.10.0/24  was via 1.1.1.3 (c)

cluster b: new

+0 ~0 -3 routes (100% of 3) in 2 clusters
`,
	],
	[
		"settings that change, come and go; a uid or mode that one side lacks",
		prod([], "AKO x 1", "AKO y 1", "Cilium x 1", "cluster clusterUID u"),
		prod([], "AKO x 2", "Cilium x 1", "AKO z 1", "cluster ipamMode k"),
		`cluster prod: 3 settings
  ~ AKO x: "1" -> "2"
  ~ AKO y: "1" -> unset
  ~ AKO z: unset -> "1"

+0 ~0 -0 routes in 1 cluster
`,
	],
	[
		"rendered files lack settings that sources have",
		side([clusterOf("prod", [], ["AKO x 1", "AKO y 1"])], [], "rendered"),
		prod([], "AKO x 2", "AKO z 1"),
		`cluster prod: 1 setting
  ~ AKO x: "1" -> "2"

+0 ~0 -0 routes in 1 cluster
`,
	],
	[
		"results of sources are not resolved in rendered files, which have none",
		PLANNED,
		RENDERED,
		"no change\n",
	],
	[
		"results of sources are not new beside rendered files",
		RENDERED,
		PLANNED,
		"no change\n",
	],
	[
		"an empty side has no results: all are new",
		side([], [], "empty"),
		side([], ["error input-invalid - n"]),
		`the whole package: 1 new result
  ! error: [input-invalid] nodes.yaml:3:5
      about n
      fix: mend it

+0 ~0 -0 routes in 0 clusters
`,
	],
	[
		"results that are gone are resolved, or switched off",
		side(
			[clusterOf("prod", [])],
			["warning node-not-ready prod w1", "warning pod-cidr-overlap prod w1"],
		),
		prod([], "cluster checks.node-not-ready off"),
		`cluster prod: 1 setting, 1 resolved, 1 switched off
  ~ cluster checks.node-not-ready: unset -> "off"
  o no longer warning: [pod-cidr-overlap] about w1; mend it
  ! switched off: warning: [node-not-ready] about w1; mend it

+0 ~0 -0 routes in 1 cluster
`,
	],
	[
		"a check with a severity of its own is not switched off by *",
		side(
			[clusterOf("prod", [], ["cluster checks.node-not-ready error"])],
			["error node-not-ready prod w1"],
		),
		prod([], "cluster checks.node-not-ready error", "cluster checks.* off"),
		`cluster prod: 1 setting, 1 resolved
  ~ cluster checks.*: unset -> "off"
  o no longer error: [node-not-ready] about w1; mend it

+0 ~0 -0 routes in 1 cluster
`,
	],
	[
		"* switches nothing off that must be named, nor problems of the input",
		side(
			[clusterOf("prod", [])],
			["error too-many-removed-routes prod t", "error input-invalid prod n"],
		),
		prod([], "cluster checks.* off"),
		`cluster prod: 1 setting, 2 resolved
  ~ cluster checks.*: unset -> "off"
  o no longer error: [too-many-removed-routes] about t; mend it
  o no longer error: [input-invalid] about n; mend it

+0 ~0 -0 routes in 1 cluster
`,
	],
	[
		"without a severity of its own a check is switched off by *",
		side(
			[
				clusterOf(
					"prod",
					[],
					["cluster checks.* off", "cluster checks.node-not-ready warning"],
				),
			],
			["warning node-not-ready prod w1"],
		),
		prod([], "cluster checks.* off"),
		`cluster prod: 1 setting, 1 switched off
  ~ cluster checks.node-not-ready: "warning" -> unset
  ! switched off: warning: [node-not-ready] about w1; mend it

+0 ~0 -0 routes in 1 cluster
`,
	],
	[
		"a check that is lowered is not switched off",
		side([clusterOf("prod", [])], ["warning node-not-ready prod w1"]),
		prod(
			[],
			"cluster checks.node-not-ready info",
			"cluster checks.node-name-invalid off",
		),
		`cluster prod: 2 settings, 1 resolved
  ~ cluster checks.node-not-ready: unset -> "info"
  ~ cluster checks.node-name-invalid: unset -> "off"
  o no longer warning: [node-not-ready] about w1; mend it

+0 ~0 -0 routes in 1 cluster
`,
	],
];

const CHECKS_OFF = ["cluster checks.* off", "cluster limits.minNodes 2"];
const fleet = (names: string, ...settings: readonly string[]) =>
	side(names.split("").map((name) => clusterOf(name, [], settings)));

/** Settings of the configuration that change for several clusters. */
const SHARED: readonly [
	lesson: string,
	base: SideState,
	head: SideState,
	text: string,
][] = [
	[
		"of all clusters: named once",
		fleet("ab"),
		fleet("ab", ...CHECKS_OFF, "cluster routeOwner x"),
		`the whole package: 2 settings
  ~ cluster checks.*: unset -> "off"
  ~ cluster limits.minNodes: unset -> "2"

cluster a: 1 setting
  ~ cluster routeOwner: unset -> "x"

cluster b: 1 setting
  ~ cluster routeOwner: unset -> "x"

+0 ~0 -0 routes in 2 clusters
`,
	],
	[
		"beside results of no cluster",
		fleet("ab"),
		{
			...fleet("ab", "cluster checks.* off"),
			results: [result("error input-invalid - n")],
		},
		`the whole package: 1 setting, 1 new result
  ~ cluster checks.*: unset -> "off"
  ! error: [input-invalid] nodes.yaml:3:5
      about n
      fix: mend it

+0 ~0 -0 routes in 0 of 2 clusters
`,
	],
	[
		"not of all: named where they are",
		side([clusterOf("a", []), clusterOf("b", []), clusterOf("c", [])]),
		side([
			clusterOf("a", [], ["cluster checks.* off"]),
			clusterOf("b", [], ["cluster checks.* off"]),
			clusterOf("c", [], ["cluster checks.* info"]),
		]),
		`cluster a: 1 setting
  ~ cluster checks.*: unset -> "off"

cluster b: 1 setting
  ~ cluster checks.*: unset -> "off"

cluster c: 1 setting
  ~ cluster checks.*: unset -> "info"

+0 ~0 -0 routes in 3 clusters
`,
	],
	[
		"of two clusters beside one that comes",
		fleet("ab"),
		fleet("abc", "cluster checks.* off"),
		`the whole package: 1 setting
  ~ cluster checks.*: unset -> "off"

cluster c: new

+0 ~0 -0 routes in 1 of 3 clusters
`,
	],
	[
		"of one cluster beside one that comes and one that goes",
		fleet("ab"),
		fleet("ac", "cluster checks.* off"),
		`cluster a: 1 setting
  ~ cluster checks.*: unset -> "off"

cluster b: gone

cluster c: new

+0 ~0 -0 routes in 3 clusters
`,
	],
];

const test = suite("two sides are compared");

for (const [lesson, base, head, expected] of CASES)
	test(lesson, () => assert.is(text(base, head), expected));

for (const [lesson, base, head, expected] of SHARED)
	test(`a change of the configuration ${lesson}`, () =>
		assert.is(text(base, head), expected));

test("a prefix that is none stands by its text", () => {
	const changes = ["b", "10.0.10.0/24", "a", "10.0.9.0/24"].map(
		(prefix): RouteChange => ({ kind: "removed", prefix, vrf: "" }),
	);
	assert.equal(
		sortChanges(changes).map(({ prefix }) => prefix),
		["10.0.9.0/24", "10.0.10.0/24", "a", "b"],
	);
});

const GOING = [4, 5, 6].map((n) => `10.0.${n}.0/24 1.1.1.${n} n${n}`);
const BASE = side(
	[clusterOf("prod", [A, B, C, ...GOING]), clusterOf("old", [A])],
	["info node-not-ready prod w1"],
);
const HEAD = side(
	[
		clusterOf(
			"prod",
			[
				"10.0.1.0/24 1.1.1.9 a",
				"10.0.2.0/24 1.1.1.7 x",
				A.replace(".1.0", ".8.0"),
			],
			["Cilium enable-sctp true", "AKO cniPlugin cilium"],
		),
		clusterOf("new", [B]),
	],
	["error pod-cidr-invalid prod w2", "info pod-cidr-overlap prod w3"],
);

test("a route that moves to another VRF is not told as a removed one", () => {
	const [old, now] = ["a|b", "`c"].map((vrf, i) =>
		side([clusterOf("prod", i === 0 ? [A, B] : [A], [], vrf)]),
	) as [SideState, SideState];
	const table = diffMarkdown(compareSides(old, now), [])
		.split("\n")
		.filter((line) => line.startsWith("| "));
	assert.equal(table.slice(1), [
		"| most routes | `prod` | 1 of 2 routes move to another VRF: from `a\\|b` to `` `c `` |",
		"| routes removed | `prod` | 1: `10.0.2.0/24` (`b`) |",
	]);
});

test("what is risky, worst first", () => {
	const table = diffMarkdown(compareSides(BASE, HEAD), [])
		.split("\n")
		.filter((line) => line.startsWith("| "));
	assert.equal(table, [
		"| risk | cluster | what |",
		"| most routes | `prod` | 4 of 6 prefixes are gone |",
		"| cluster gone | `old` | its routes go with it: 1 |",
		"| new error | `prod` | pod-cidr-invalid: `about w2` |",
		"| new info | `prod` | pod-cidr-overlap: `about w3` |",
		"| routes removed | `prod` | 4: `10.0.4.0/24` (`n4`), `10.0.5.0/24` (`n5`), `10.0.6.0/24` (`n6`), and 1 more |",
		"| prefixes moved | `prod` | 1: `10.0.2.0/24` (`b` to `x`) |",
		"| next hops changed | `prod` | 1: `10.0.1.0/24` (`1.1.1.1` to `1.1.1.9`) |",
		'| SCTP switched | `prod` | `enable-sctp`: unset -> `"true"` |',
		'| AKO setting | `prod` | `cniPlugin`: unset -> `"cilium"` |',
	]);
});

test("a comment on the whole package, and on a cluster without routes", () => {
	const [base, head] = [fleet("ab"), fleet("ab", "cluster checks.* off")];
	const comment = diffMarkdown(compareSides(base, head), []);
	assert.match(
		comment,
		'| cluster setting |  | `checks.*`: unset -> `"off"` |',
	);
	assert.match(comment, "<summary>the whole package: 1 setting</summary>");
	const gone = diffMarkdown(compareSides(fleet("ab"), fleet("a")), []);
	assert.match(gone, "<summary><code>b</code>: gone</summary>");
	assert.not.match(gone, "left out");
});

test("25 risks are in the table, and the others are counted", () => {
	const comment = (count: number) => {
		const settings = Array.from({ length: count }, (_, i) => `AKO x${i} 1`);
		return diffMarkdown(compareSides(prod([]), prod([], ...settings)), []);
	};
	assert.not.match(comment(25), "more below");
	assert.match(comment(26), "\nand 1 more below.\n");
});

test("a name that is long once it is escaped leaves room for fewer lines", () => {
	const name = "<".repeat(300);
	const routes = Array.from(
		{ length: 3000 },
		(_, i) => `10.${i >> 8}.${i & 255}.0/24 1.1.1.1 a`,
	);
	const head = side([clusterOf(name, routes)]);
	const comment = diffMarkdown(compareSides(side([]), head), []);
	const bytes = Buffer.byteLength(comment);
	assert.ok(bytes <= MAX_BYTES && bytes > MAX_BYTES - 600, String(bytes));
	assert.match(comment, /# and \d+ more lines, left out for size/);
});

test("60 lines of a picture fit", () => {
	const linesOf = (count: number) => {
		const lines = Array.from({ length: count }, (_, i) => `line ${i}`);
		const comment = diffMarkdown(compareSides(BASE, HEAD), [], lines);
		return /```text\n([\s\S]*?)\n```/.exec(comment)?.[1]?.split("\n") ?? [];
	};
	assert.is(linesOf(1).at(-1), "line 0");
	assert.is(linesOf(60).at(-1), "line 59");
	const [last, note] = linesOf(61).slice(-2);
	assert.is(last, "line 58");
	assert.is(note, "and 2 more lines; avi-routes picture draws all");
});

test("more routes than a call has arguments", () => {
	const change = { kind: "added", prefix: "10.0.1.0/24", vrf: "" } as const;
	const routes: RouteChange[] = Array(200_000).fill(change);
	assert.is(diffLines({ ...NO_CHANGES, routes }).length, routes.length);
});

test("a narrow terminal", () =>
	assert.match(
		diffText(compareSides(prod([A]), prod([])), { ...PLAIN, width: 34 }),
		`
  - 10.0.1.0/24  was via 1.1.1.1
      (a)
`,
	));

test("SARIF: what goes, moves, and appeared", () => {
	const sarif = JSON.parse(
		diffSarif(compareSides(BASE, HEAD), [], {
			places: {},
			pathOf: (file) => file,
		}),
	);
	const told = sarif.runs[0].results.map(
		(one: { ruleId: string; level: string; message: { text: string } }) =>
			`${one.level} ${one.ruleId} ${one.message.text}`,
	);
	assert.equal(told, [
		"warning route-removed cluster old: 10.0.1.0/24 was via 1.1.1.1 (a)",
		"warning most-routes-changed cluster prod: 4 of 6 prefixes are gone",
		"warning route-removed cluster prod: 10.0.4.0/24 was via 1.1.1.4 (n4)",
		"warning route-removed cluster prod: 10.0.5.0/24 was via 1.1.1.5 (n5)",
		"warning route-removed cluster prod: 10.0.6.0/24 was via 1.1.1.6 (n6)",
		"warning route-removed cluster prod: 10.0.10.0/24 was via 1.1.1.3 (c)",
		"warning route-changed cluster prod: 10.0.2.0/24 moved b -> x (via 1.1.1.2 -> 1.1.1.7)",
		"warning route-changed cluster prod: 10.0.1.0/24 next hop 1.1.1.1 -> 1.1.1.9 (a)",
		'note setting-changed cluster prod: Cilium enable-sctp: unset -> "true"',
		'note setting-changed cluster prod: AKO cniPlugin: unset -> "cilium"',
		"error pod-cidr-invalid about w2; mend it",
		"note pod-cidr-overlap about w3; mend it",
	]);
	const prints = sarif.runs[0].results.map(
		(one: { partialFingerprints: object }) =>
			JSON.stringify(one.partialFingerprints),
	);
	assert.is(new Set(prints).size, prints.length);
});

test("a row a cluster, and the sum", () =>
	assert.is(
		diffStat(compareSides(BASE, HEAD), PLAIN),
		`CLUSTER  ADDED CHANGED REMOVED OF SHARE SETTINGS  RESULTS
new          1       0       0  0     -        0  cluster is new
old          0       0       1  1  100%        0  cluster is gone
prod         1       2       4  6  100%        2  2 new, 1 resolved

+2 ~2 -5 routes (100% of 7) in 3 clusters
`,
	));

test("JSON counts the same", () => {
	const { counts, clusters } = JSON.parse(
		diffJson(compareSides(BASE, HEAD), []),
	);
	assert.equal(counts, {
		added: 2,
		changed: 2,
		removed: 5,
		routesBefore: 7,
		clusters: 3,
		allClusters: 3,
	});
	assert.equal(
		clusters.map(({ name, presence }: Record<string, string>) => [
			name,
			presence,
		]),
		[
			["new", "new"],
			["old", "gone"],
			["prod", "both"],
		],
	);
	const shared = compareSides(fleet("ab"), fleet("ab", ...CHECKS_OFF));
	assert.is(JSON.parse(diffJson(shared, [])).clusters[0].routesBefore, 0);
	assert.equal(clusters[2].appeared[0], {
		check: "pod-cidr-invalid",
		severity: "error",
		message: "about w2; mend it",
		resource: { apiVersion: "v1", kind: "Node", name: "w2" },
		file: "nodes.yaml",
		line: 3,
		column: 5,
	});
	const failed = JSON.parse(diffJson(undefined, ["no"]));
	assert.equal(failed, {
		errors: ["no"],
		counts: {
			added: 0,
			changed: 0,
			removed: 0,
			routesBefore: 0,
			clusters: 0,
			allClusters: 0,
		},
		clusters: [],
	});
});

test.run();
