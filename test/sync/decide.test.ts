import { suite } from "uvu";
import * as assert from "uvu/assert";
import { reconcileGroup } from "../../src/sync/decide.ts";
import { type Group, groupTables } from "../../src/sync/group.ts";
import type { Reason } from "../../src/sync/reasons.ts";
import { readTable, type Table } from "../../src/sync/table.ts";
import { aviRoute, type Ends, routesIn, routeTable } from "../avi/tables.ts";

const OFF = { isOff: true, message: "off" };
const ON = { isOff: false, message: "restart AKO" };
const OTHER = "9.9.9.9";

/** So many routes, to 10.1.0.0/24, 10.1.1.0/24 and so on. */
const ends = (count: number, nextHop = "1.1.1.1"): Ends[] =>
	Array.from({ length: count }, (_, i) => [`10.1.${i}.0/24`, nextHop]);

function tableOf(routes: readonly Ends[], more: object = {}): Table {
	const read = readTable(routeTable(routes, more));
	if ("problem" in read) throw new Error(read.problem);
	return read.table;
}

const groupOf = (...tables: readonly Table[]) =>
	groupTables(tables)[0] as Group;

/** What is decided for a group with AKO off, and the routes that would be written. */
function decide(
	group: Group,
	live: readonly object[],
	more: Partial<Parameters<typeof reconcileGroup>[0]> = {},
) {
	const vrf = { static_routes: live, uuid: "v", future_field: "kept" };
	const { verdict, write, ...rest } = reconcileGroup({
		group,
		vrf: { vrf } as Parameters<typeof reconcileGroup>[0]["vrf"],
		ako: OFF,
		...more,
	});
	const written = write?.static_routes as readonly object[] | undefined;
	return { ...verdict, ...rest, write, written };
}

interface Row {
	readonly lesson: string;
	readonly wanted: readonly Ends[];
	readonly live: readonly object[];
	readonly table?: object;
	readonly more?: Parameters<typeof decide>[2];
	readonly reason: Reason;
	readonly message: string | RegExp;
	/** The routes that are written; absent where nothing is. */
	readonly written?: readonly Ends[];
}

const has = (routes: readonly Ends[]) => routes.map((one) => aviRoute(one));
const inCluster = (more: object = {}) => ({
	metadata: { generation: 7, ...more },
});
const allows = (generation: string) =>
	inCluster({ annotations: { "avi-routes.dev/allow-removal": generation } });
const limit = (maxRemovedRoutes: string) => ({ spec: { maxRemovedRoutes } });
const observe = { policy: "Observe" };

const ROWS: readonly Row[] = [
	{
		lesson: "all is there",
		wanted: ends(2),
		live: has(ends(2)),
		reason: "Programmed",
		message: "2 routes in Avi",
	},
	{
		lesson: "a VRF context without routes",
		wanted: ends(1),
		live: [],
		reason: "Programmed",
		message: "0 routes in Avi",
		written: ends(1),
	},
	{
		lesson: "another next hop alone",
		wanted: ends(1),
		live: has(ends(1, OTHER)),
		reason: "Programmed",
		message: "0 routes in Avi",
		written: ends(1),
	},
	{
		lesson: "a route that goes",
		wanted: ends(2),
		live: has(ends(3)),
		reason: "Programmed",
		message: "2 routes in Avi",
		written: ends(2),
	},
	{
		lesson: "AKO writes",
		wanted: ends(2),
		live: [],
		more: { ako: ON },
		reason: "AKOActive",
		message: "restart AKO",
	},
	{
		lesson: "somebody undoes our writes",
		wanted: ends(2),
		live: [],
		more: { contention: { reason: "Contended", message: "Terraform" } },
		reason: "Contended",
		message: "Terraform",
	},
	{
		lesson: "observed, as the tables have it",
		wanted: ends(1),
		live: has(ends(1)),
		table: observe,
		reason: "Observed",
		message: "1 route in Avi, as in the tables",
	},
	{
		lesson: "observed, each kind of difference once",
		wanted: [...ends(2), ["10.9.0.0/24", "1.1.1.1"]],
		live: has([...ends(1), ["10.1.1.0/24", OTHER], ["10.8.0.0/24", "8.8.8.8"]]),
		table: observe,
		reason: "Observed",
		message:
			"AKO owns the routes of cluster prod-east, and Avi differs from the tables: routes in Avi: 1 missing, 1 with another next hop, 1 extra (10.9.0.0/24 via 1.1.1.1 is missing, 10.1.1.0/24 goes to 9.9.9.9 instead of 1.1.1.1, 10.8.0.0/24 via 8.8.8.8 is in no table)",
	},
	{
		lesson: "observed, five examples of five",
		wanted: ends(5),
		live: [],
		table: observe,
		reason: "Observed",
		message:
			"AKO owns the routes of cluster prod-east, and Avi differs from the tables: routes in Avi: 5 missing (10.1.0.0/24 via 1.1.1.1 is missing, 10.1.1.0/24 via 1.1.1.1 is missing, 10.1.2.0/24 via 1.1.1.1 is missing, 10.1.3.0/24 via 1.1.1.1 is missing, 10.1.4.0/24 via 1.1.1.1 is missing)",
	},
	{
		lesson: "observed, five examples of six",
		wanted: ends(3),
		live: has([
			...ends(2, OTHER),
			...ends(6)
				.slice(3)
				.map(([prefix]): Ends => [prefix, OTHER]),
		]),
		table: observe,
		reason: "Observed",
		message:
			"AKO owns the routes of cluster prod-east, and Avi differs from the tables: routes in Avi: 1 missing, 2 with another next hop, 3 extra (10.1.2.0/24 via 1.1.1.1 is missing, 10.1.0.0/24 goes to 9.9.9.9 instead of 1.1.1.1, 10.1.1.0/24 goes to 9.9.9.9 instead of 1.1.1.1, 10.1.3.0/24 via 9.9.9.9 is in no table, 10.1.4.0/24 via 9.9.9.9 is in no table, ...)",
	},
	{
		lesson: "two routes may always go",
		wanted: ends(1),
		live: has(ends(3)),
		reason: "Programmed",
		message: "1 route in Avi",
		written: ends(1),
	},
	{
		lesson: "duplicates may always go",
		wanted: ends(3),
		live: has([...ends(3), ...ends(3, OTHER)]),
		reason: "Programmed",
		message: "3 routes in Avi",
		written: ends(3),
	},
	{
		lesson: "the brake does not count duplicates",
		wanted: ends(1),
		live: has([...ends(5), ...ends(1)]),
		reason: "RemovalBraked",
		message: /^4 of 6 routes would be removed \(10.1.1.0/,
	},
	{
		lesson: "Observe tells of duplicates",
		wanted: ends(1),
		live: has([...ends(1), ...ends(1)]),
		table: { spec: { managementPolicy: "Observe" } },
		reason: "Observed",
		message: / 1 extra \(10.1.0.0\/24 via 1.1.1.1 is a duplicate\)$/,
	},
	{
		lesson: "three of three are too many",
		wanted: [["10.9.0.0/24", "1.1.1.1"]],
		live: has(ends(3)),
		reason: "RemovalBraked",
		message:
			"3 of 3 routes would be removed (10.1.0.0/24 via 1.1.1.1, 10.1.1.0/24 via 1.1.1.1, 10.1.2.0/24 via 1.1.1.1), more than maxRemovedRoutes 20%; they are kept; if that is right, raise spec.limits.maxRemovedRoutes of the AviRoutes and render again",
		written: [...ends(3), ["10.9.0.0/24", "1.1.1.1"]],
	},
	{
		lesson: "braked: what has another next hop is written",
		wanted: ends(1),
		live: has([...ends(1, OTHER), ...ends(5).slice(1)]),
		reason: "RemovalBraked",
		message:
			"4 of 5 routes would be removed (10.1.1.0/24 via 1.1.1.1, 10.1.2.0/24 via 1.1.1.1, 10.1.3.0/24 via 1.1.1.1, ...), more than maxRemovedRoutes 20%; they are kept; if that is right, raise spec.limits.maxRemovedRoutes of the AviRoutes and render again",
		written: ends(5),
	},
	{
		lesson: "braked, and nothing else to write",
		wanted: ends(1),
		live: has(ends(5)),
		table: inCluster(),
		reason: "RemovalBraked",
		message:
			"4 of 5 routes would be removed (10.1.1.0/24 via 1.1.1.1, 10.1.2.0/24 via 1.1.1.1, 10.1.3.0/24 via 1.1.1.1, ...), more than maxRemovedRoutes 20%; they are kept; if that is right: kubectl -n avi-system annotate --overwrite avirt prod-east avi-routes.dev/allow-removal=7",
	},
	{
		lesson: "a table that allows it",
		wanted: ends(1),
		live: has(ends(5)),
		table: allows("7"),
		reason: "Programmed",
		message: "1 route in Avi",
		written: ends(1),
	},
	{
		lesson: "a table that allowed it for an earlier generation",
		wanted: ends(1),
		live: has(ends(5)),
		table: allows("6"),
		reason: "RemovalBraked",
		message: /allow-removal=7$/,
	},
	{
		lesson: "a file has no generation to allow it for",
		wanted: ends(1),
		live: has(ends(5)),
		table: {
			metadata: {
				annotations: { "avi-routes.dev/allow-removal": "undefined" },
			},
		},
		reason: "RemovalBraked",
		message: /raise spec.limits.maxRemovedRoutes/,
	},
	{
		lesson: "as many as the share allows",
		wanted: ends(12),
		live: has(ends(15)),
		reason: "Programmed",
		message: "12 routes in Avi",
		written: ends(12),
	},
	{
		lesson: "one more than the share allows",
		wanted: ends(11),
		live: has(ends(15)),
		reason: "RemovalBraked",
		message: /^4 of 15 routes would be removed/,
	},
	{
		lesson: "as many as the number allows",
		wanted: ends(5),
		live: has(ends(15)),
		table: limit("10"),
		reason: "Programmed",
		message: "5 routes in Avi",
		written: ends(5),
	},
	{
		lesson: "one more than the number allows",
		wanted: ends(4),
		live: has(ends(15)),
		table: limit("10"),
		reason: "RemovalBraked",
		message: /^11 of 15 routes would be removed/,
	},
	{
		lesson: "a table without routes keeps them, however few they are",
		wanted: [],
		live: has(ends(1)),
		table: allows("7"),
		reason: "RemovalBraked",
		message:
			"the table has no routes, and 1 of cluster prod-east are in Avi and are kept; to remove them, set its spec.deletionPolicy to Delete and delete it",
	},
	{
		lesson: "a table without routes, and none in Avi",
		wanted: [],
		live: [],
		reason: "Programmed",
		message: "0 routes in Avi",
	},
	{
		lesson: "as many routes as Avi takes",
		wanted: ends(3),
		live: has(ends(1)),
		more: { routeLimit: 3 },
		reason: "Programmed",
		message: "1 route in Avi",
		written: ends(3),
	},
	{
		lesson: "one more than Avi takes",
		wanted: ends(4),
		live: has(ends(1)),
		more: { routeLimit: 3 },
		reason: "RouteLimit",
		message:
			"the VRF context would have 4 routes, more than Avi's limit of 3; use another VRF context, or a larger controller",
	},
	{
		lesson: "above the limit already: as many may stay",
		wanted: ends(4),
		live: has([...ends(3), ["10.9.0.0/24", "1.1.1.1"]]),
		more: { routeLimit: 3 },
		reason: "Programmed",
		message: "3 routes in Avi",
		written: ends(4),
	},
];

const test = suite("what is decided for a cluster");

for (const { lesson, wanted, live, written, ...row } of ROWS)
	test(lesson, () => {
		const group = groupOf(tableOf(wanted, row.table));
		const got = decide(group, live, row.more);
		assert.is(got.reason, row.reason, got.message);
		if (typeof row.message === "string") assert.is(got.message, row.message);
		else assert.match(got.message, row.message);
		const routes = got.written && routesIn(got.written);
		assert.equal(routes, written && routesIn(has(written)));
		if (got.write !== undefined) assert.is(got.write.future_field, "kept");
	});

test("a cluster that leaves takes all its routes along", () => {
	const table = tableOf([], {
		metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" },
		spec: { deletionPolicy: "Delete" },
	});
	const { reason, written } = decide(groupOf(table), has(ends(9)));
	assert.is(reason, "Programmed");
	assert.equal(written, []);
});

test("parts: each must allow the removals, and each is named", () => {
	const part = (index: number, generation: number, allowed: string) =>
		tableOf(index === 0 ? ends(1) : [], {
			metadata: {
				name: `part-${index}`,
				generation,
				annotations: { "avi-routes.dev/allow-removal": allowed },
			},
			spec: { part: { index, of: 2 } },
		});
	const of = (...allowed: readonly [string, string]) =>
		decide(
			groupOf(part(0, 3, allowed[0]), part(1, 4, allowed[1])),
			has(ends(9)),
		);
	assert.is(of("3", "4").reason, "Programmed");
	const half = of("3", "3");
	assert.is(half.reason, "RemovalBraked");
	assert.match(half.message, /part-0 \S+=3, and likewise each other part$/);
});

test("routes of others, and ids that are taken: three of four are named", () => {
	const wanted = ends(4);
	const foreign = wanted.map(([prefix]) =>
		aviRoute([prefix, OTHER], null, {
			route_id: `prod-east-${prefix.replace("/", "-")}`,
		}),
	);
	const { message } = decide(groupOf(tableOf(wanted)), foreign);
	const [kept, conflicts, renamed] = message.split("; ");
	assert.is(kept, "0 routes in Avi");
	assert.match(conflicts ?? "", /^4 routes of other owners overlap them: /);
	assert.is(conflicts?.split(" via ").length, 4);
	assert.match(renamed ?? "", /^ids changed because theirs were taken: /);
	assert.is(renamed?.split(" as ").length, 4);
});

test("an answer of Avi that is a fault, and tables that are wrong", () => {
	const fault = { reason: "AviUnreachable", message: "down" } as const;
	const group = groupOf(tableOf(ends(1)));
	const seGroups = { names: ["g"], found: { groups: [] } };
	const lost = decide(group, [], { vrf: { fault }, seGroups });
	assert.is(lost.message, "down");
	assert.is(lost.merge, undefined);
	assert.is(lost.delivery?.reason, "SEGroupNotFound");
	const wrong = groupOf(tableOf([["10.1.0.1/24", "1.1.1.1"]]));
	const got = decide(wrong, []);
	assert.is(got.reason, "Rejected");
	assert.is(got.write, undefined);
	assert.is(got.delivery, undefined, "no SE group is known");
});

test("what is told of the difference does not hold the VRF context", () => {
	const { merge } = decide(groupOf(tableOf(ends(1))), has(ends(2)));
	assert.not.ok(merge !== undefined && "routes" in merge);
	assert.is(merge?.live, 2);
});

test.run();
