import { suite } from "uvu";
import * as assert from "uvu/assert";
import { reconcileGroup } from "../../src/sync/decide.ts";
import { type Group, groupTables } from "../../src/sync/group.ts";
import { nextDue } from "../../src/sync/group-state.ts";
import { Metrics, measure } from "../../src/sync/metrics.ts";
import { REASONS, type Reason } from "../../src/sync/reasons.ts";
import { isSameStatus, type Status, statusOf } from "../../src/sync/status.ts";
import { readTable, type Table } from "../../src/sync/table.ts";
import { aviRoute, type Ends, routeTable } from "../avi/tables.ts";

const MINUTE = 60_000;
const A: Ends = ["10.0.1.0/24", "192.168.0.11"];
const B: Ends = ["10.0.2.0/24", "192.168.0.12"];
const OFF = { isOff: true, message: "" };

function tableOf(routes: readonly Ends[], more: object = {}): Table {
	const read = readTable(
		routeTable(routes, { metadata: { generation: 7 }, ...more }),
	);
	if ("problem" in read) throw new Error(read.problem);
	return read.table;
}

const groupOf = (...tables: Table[]) => groupTables(tables)[0] as Group;

function decide(live: readonly object[], group: Group, more: object = {}) {
	const vrf = { static_routes: live, _last_modified: "1", uuid: "v" };
	return reconcileGroup({ group, vrf: { vrf }, ako: OFF, ...more });
}

const at = (now: number, held = 0, before?: Status) => ({ now, held, before });

/** The conditions as `Ready=True Programmed`. */
const told = ({ conditions = [] }: Status) =>
	conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`);

const test = suite("status");

for (const [what, live, policy, more, expected] of [
	[
		"in sync",
		[A, B],
		"Manage",
		{},
		["Ready=True Programmed", "InSync=True InSync"],
	],
	[
		"observed",
		[A, B],
		"Observe",
		{},
		["Ready=True Observed", "InSync=True InSync"],
	],
	[
		"observed drift does not make it unready",
		[A],
		"Observe",
		{},
		["Ready=True Observed", "InSync=False Drifted"],
	],
	[
		"AKO is on",
		[A, B],
		"Manage",
		{ ako: { isOff: false, message: "on" } },
		[
			"Ready=False AKOActive",
			"InSync=True InSync",
			"Reconciling=True AKOActive",
		],
	],
	[
		"Avi is down",
		[],
		"Manage",
		{ vrf: { fault: { reason: "AviUnreachable", message: "down" } } },
		[
			"Ready=False AviUnreachable",
			"InSync=Unknown AviUnreachable",
			"Reconciling=True AviUnreachable",
		],
	],
	[
		"the login is refused",
		[],
		"Manage",
		{ vrf: { fault: { reason: "LoginBackoff", message: "no" } } },
		[
			"Ready=False LoginBackoff",
			"InSync=Unknown LoginBackoff",
			"Stalled=True LoginBackoff",
		],
	],
	[
		"contended",
		[A],
		"Manage",
		{ contention: { reason: "Contended", message: "x" } },
		["Ready=False Contended", "InSync=False Drifted", "Stalled=True Contended"],
	],
	[
		"delivered",
		[A, B],
		"Manage",
		{
			seGroups: {
				names: ["g"],
				found: {
					groups: [
						{ name: "g", labels: [{ key: "clustername", value: "prod-east" }] },
					],
				},
			},
		},
		["Ready=True Programmed", "InSync=True InSync", "Delivered=True Labelled"],
	],
	[
		"labels that may not be read",
		[A, B],
		"Manage",
		{
			seGroups: {
				names: ["g"],
				found: { fault: { reason: "Unauthorized", message: "403" } },
			},
		},
		[
			"Ready=True Programmed",
			"InSync=True InSync",
			"Delivered=Unknown SEGroupUnknown",
		],
	],
] as const)
	test(what, () => {
		const table = tableOf([A, B], { policy });
		const live2 = live.map((one) => aviRoute(one));
		const decision = decide(live2, groupOf(table), more);
		const status = statusOf(table, decision, at(0));
		assert.equal(told(status), expected);
		assert.is(status.observedGeneration, 7);
		for (const one of status.conditions ?? []) {
			assert.is(one.observedGeneration, 7);
			assert.ok(one.message.length > 0, one.type);
		}
	});

test("counts, and up to five examples", () => {
	const many = Array.from(
		{ length: 9 },
		(_, i): Ends => [`10.1.${i}.0/24`, "1.1.1.1"],
	);
	const table = tableOf([A, B, ...many]);
	const live = [
		aviRoute(A),
		aviRoute([B[0], "9.9.9.9"]),
		aviRoute(["10.9.0.0/24", "1.1.1.1"]),
	];
	const status = statusOf(table, decide(live, groupOf(table)), at(0));
	assert.is(status.desiredRoutes, 11);
	assert.is(status.programmedRoutes, 1);
	const { examples, ...counts } = status.drift ?? {};
	assert.equal(counts, { missing: 9, extra: 1, wrongNextHop: 1 });
	assert.is((examples as string[]).length, 5);
});

test("a time changes with the status alone, and nothing with time alone", () => {
	const table = tableOf([A]);
	const good = decide([aviRoute(A)], groupOf(table));
	const bad = decide([], groupOf(table), {
		ako: { isOff: false, message: "on" },
	});
	const first = statusOf(table, good, at(0));
	const second = statusOf(table, good, at(MINUTE, MINUTE, first));
	assert.ok(isSameStatus(first, second));
	const third = statusOf(table, bad, at(2 * MINUTE, 0, second));
	assert.not.ok(isSameStatus(second, third));
	assert.is(third.conditions?.[0]?.lastTransitionTime, "1970-01-01T00:02:00Z");
	const { conditions = [], ...rest } = first;
	const reversed = { conditions: [...conditions].reverse(), ...rest };
	assert.ok(isSameStatus(reversed as Status, first));
});

test("parts that do not come are waited for, and then need somebody", () => {
	const table = tableOf([A], { spec: { part: { index: 0, of: 2 } } });
	const decision = decide([], groupOf(table));
	const last = (held: number) =>
		told(statusOf(table, decision, at(0, held))).at(-1);
	assert.is(last(0), "Reconciling=True WaitingForParts");
	assert.is(last(10 * MINUTE), "Stalled=True WaitingForParts");
});

test("of two namespaces the one that was there first has the cluster", () => {
	const made = (namespace: string, creationTimestamp: string) =>
		tableOf([A], { metadata: { namespace, creationTimestamp, generation: 1 } });
	const groups = groupTables([
		made("new", "2026-02-01T00:00:00Z"),
		made("old", "2026-01-01T00:00:00Z"),
	]);
	assert.equal(
		groups.map(({ tables, problem }) => [
			tables[0]?.namespace,
			problem?.reason,
		]),
		[
			["old", undefined],
			["new", "OwnedElsewhere"],
		],
	);
});

for (const [reason, failures, least, most] of [
	["AviUnreachable", 0, 5, 5],
	["AviUnreachable", 3, 5, 40],
	["AviUnreachable", 20, 5, 300],
	["LoginBackoff", 9, 60, 300],
	["Unauthorized", 9, 60, 1800],
	["UpgradeInProgress", 5, 60, 60],
	["NotAccepted", 0, 60, 60],
	["NotAccepted", 9, 60, 1800],
	["RouteLimit", 9, 60, 600],
	["Programmed", 0, 600, 600],
	["RemovalBraked", 3, 600, 600],
] as const)
	test(`after ${reason} and ${failures} failures: ${least} to ${most} s`, () => {
		const due = (random: number) =>
			nextDue(reason, failures, { now: 0, random }) / 1000;
		assert.equal([due(0), due(1)], [least, most]);
		assert.ok(
			nextDue(reason, failures, { now: 0, random: 0, retryAfter: 900 }) >=
				(least === 600 ? 600_000 : 900_000),
		);
	});

test("a contention is looked at again when it ends, or with the next full comparison", () => {
	const due = (wait: number) =>
		nextDue("Contended", 0, { now: 5000, wait, random: 0 });
	assert.equal([due(1000), due(Number.POSITIVE_INFINITY)], [6000, 605_000]);
});

test("every reason is told as something", () => {
	for (const reason of Object.keys(REASONS) as Reason[])
		assert.ok(["ready", "waiting", "stalled"].includes(REASONS[reason]));
});

test("metrics, in the text format of Prometheus", () => {
	const metrics = new Metrics();
	const table = tableOf([A, B], { cluster: 'odd"\\\n' });
	const group = groupOf(table);
	const outcome = { group, conflicts: 0, puts: [200, 200] };
	measure(metrics, { ...decide([], group), ...outcome }, 0);
	metrics.observe(0.07);
	const text = metrics.text();
	const labels = '{cluster="odd\\"\\\\\\n",vrf="admin/Default-Cloud/global"}';
	for (const line of [
		"# TYPE avi_routes_desired gauge",
		"# TYPE avi_routes_put_total counter",
		"# TYPE avi_routes_reconcile_duration_seconds histogram",
		"# HELP avi_routes_last_success_timestamp_seconds When the condition Ready was last True.",
		`avi_routes_desired${labels} 2`,
		`avi_routes_missing${labels} 2`,
		`avi_routes_in_sync${labels} 0`,
		'avi_routes_put_total{code="200"} 2',
		'avi_routes_reconcile_duration_seconds_bucket{le="0.05"} 0',
		'avi_routes_reconcile_duration_seconds_bucket{le="0.1"} 1',
		'avi_routes_reconcile_duration_seconds_bucket{le="+Inf"} 1',
	])
		assert.ok(text.split("\n").includes(line), `${line}\n${text}`);
	metrics.drop({ cluster: group.cluster, vrf: "admin/Default-Cloud/global" });
	assert.not.match(metrics.text(), "avi_routes_desired{");
});

test.run();
