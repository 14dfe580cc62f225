import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RawObject } from "../../src/avi/list.ts";
import {
	afterRead,
	afterWrite,
	contentionOf,
	type Fight,
	NO_FIGHT,
} from "../../src/sync/fight.ts";
import { type Group, groupTables } from "../../src/sync/group.ts";
import { readTable } from "../../src/sync/table.ts";
import { aviRoute, type Ends, routeTable } from "../avi/tables.ts";

const MINUTE = 60_000;
const A: Ends = ["10.0.1.0/24", "192.168.0.11"];
const MOVED: Ends = ["10.0.1.0/24", "192.168.0.99"];
const AKO_ID = "prod-east-0f8fad5b-d9cb-469f-a165-70867728950e-0";

function groupAt(generation: number): Group {
	const read = readTable(routeTable([A], { metadata: { generation } }));
	if ("problem" in read) throw new Error(read.problem);
	return groupTables([read.table])[0] as Group;
}

const OFF = { isOff: true, message: "", startedAt: -MINUTE };
const GONE = { isOff: true, message: "" };
const routes = (...ends: readonly (readonly [Ends, string?])[]): RawObject[] =>
	ends.map(([one, route_id = "ours"]) =>
		aviRoute(one, "prod-east", { route_id }),
	);

const wrote = (fight: Fight, now: number, own = routes([A])) =>
	afterWrite(fight, groupAt(1), { static_routes: own }, now);
const read = (
	fight: Fight,
	live: readonly RawObject[],
	now: number,
	{ generation = 1, ako = OFF as Parameters<typeof afterRead>[3]["ako"] } = {},
) => afterRead(fight, groupAt(generation), live, { ako, now });
const isContended = (fight: Fight) =>
	contentionOf(fight, groupAt(1)) !== undefined;

const test = suite("somebody undoes our writes");

test("nobody does", () => {
	const fight = read(wrote(NO_FIGHT, 0), routes([A]), MINUTE);
	assert.is(isContended(fight), false);
	assert.equal(fight.undone, []);
});

test("what was written is unknown", () => {
	const fight = afterWrite(wrote(NO_FIGHT, 0), groupAt(1), undefined, 1);
	assert.equal(read(fight, routes([MOVED, AKO_ID]), MINUTE).undone, []);
});

test("AKO does, once: its ids tell", () => {
	const fight = read(wrote(NO_FIGHT, 0), routes([MOVED, AKO_ID]), MINUTE);
	assert.match(
		contentionOf(fight, groupAt(1))?.message ?? "",
		"an AKO overwrote",
	);
});

test("AKO's ids that we adopted tell nothing", () => {
	const own = routes([A, AKO_ID]);
	const fight = read(wrote(NO_FIGHT, 0, own), [], MINUTE);
	assert.is(isContended(fight), false);
});

test("AKO's ids that were there before are put back by somebody else", () => {
	const before = read(NO_FIGHT, routes([A, AKO_ID]), 0);
	const fight = read(wrote(before, 1), routes([MOVED, AKO_ID]), MINUTE);
	assert.is(isContended(fight), false);
	assert.equal(fight.undone, [{ at: MINUTE, isRemoval: false }]);
});

const B: Ends = ["10.0.2.0/24", "192.168.0.12"];

/** The route that AKO before 1.13.2 numbers, after we wrote A and B with ids of ours or that we had adopted. */
for (const [what, ends, minutes, expected] of [
	["another next hop", MOVED, 10, true],
	["another next hop, later", MOVED, 11, false],
	["a prefix that we did not write", ["10.0.9.0/24", "192.168.0.9"], 1, true],
	["what we wrote", A, 1, false],
] as const)
	for (const id of ["ours", "prod-east-1"])
		test(`${what} under a number of AKO, which was ${id}: ${expected}`, () => {
			const fight = wrote(NO_FIGHT, 0, routes([A, id], [B]));
			const live = routes([ends, "prod-east-1"]);
			assert.is(isContended(read(fight, live, minutes * MINUTE)), expected);
		});

test("a number after the name of a cluster that begins with ours tells nothing", () => {
	const live = routes([MOVED, "prod-east-2-1"]);
	assert.is(isContended(read(wrote(NO_FIGHT, 0), live, 1)), false);
});

/** When we wrote, when AKO's routes were seen, what AKO is, and whether that counts. */
for (const [what, at, seen, ako, expected] of [
	["ten minutes after our write", 20, 30, OFF, true],
	["later", 20, 30 + 1 / MINUTE, OFF, false],
	["and AKO is gone", 0, 1, GONE, true],
	[
		"and AKO was restarted since, off now",
		0,
		2,
		{ ...OFF, startedAt: MINUTE },
		false,
	],
	[
		"and AKO was restarted since, on",
		0,
		2,
		{ ...OFF, isOff: false, startedAt: MINUTE },
		true,
	],
	["and AKO was restarted before", 2, 3, { ...OFF, startedAt: MINUTE }, true],
] as const)
	test(`a new id of AKO ${what}: ${expected}`, () => {
		const live = routes([MOVED, AKO_ID]);
		const fight = wrote(NO_FIGHT, at * MINUTE);
		const found = read(fight, live, seen * MINUTE, { ako });
		assert.is(isContended(found), expected);
	});

test("one of two routes that we wrote has another next hop", () => {
	const fight = wrote(NO_FIGHT, 0, routes([A], [B]));
	const { undone } = read(fight, routes([B], [MOVED]), 1);
	assert.equal(undone, [{ at: 1, isRemoval: false }]);
});

for (const [what, seen, count] of [
	["are as they were", [MOVED, A], 0],
	["are fewer", [A], 1],
	["are others", [A, A], 1],
] as const)
	test(`two routes of a prefix, which the brake keeps, ${what}`, () => {
		const fight = wrote(NO_FIGHT, 0, routes([A], [MOVED]));
		const live = routes(...seen.map((ends) => [ends] as const));
		assert.is(read(fight, live, 1).undone.length, count);
	});

test("ids of a cluster whose name begins with ours tell nothing", () => {
	const id = "prod-east-2-0f8fad5b-d9cb-469f-a165-70867728950e-0";
	const fight = read(wrote(NO_FIGHT, 0), routes([MOVED, id]), MINUTE);
	assert.is(isContended(fight), false);
});

/** Written and undone so often, so many minutes apart. */
function undone(times: number, apart: number): Fight {
	let fight = NO_FIGHT;
	for (let i = 0; i < times; i++)
		fight = read(wrote(fight, i * apart), routes([MOVED]), i * apart + 1);
	return fight;
}

for (const [times, apart, expected] of [
	[1, 0, false],
	[2, MINUTE, false],
	[3, 7.5 * MINUTE, true],
	[3, 7.5 * MINUTE + 1, false],
	[9, 10 * MINUTE, false],
] as const)
	test(`undone ${times} times, ${apart / MINUTE} minutes apart`, () =>
		assert.is(isContended(undone(times, apart)), expected));

/** For each `written-removed`, in minutes: A and B are written, and later only B is left. */
function removed(story: string): Fight {
	let fight = NO_FIGHT;
	for (const step of story.split(" ")) {
		const [at = 0, seen = 0] = step.split("-").map((n) => Number(n) * MINUTE);
		fight = wrote(read(fight, routes([B]), at), at, routes([A], [B]));
		fight = read(fight, routes([B]), seen);
	}
	return fight;
}

/** Until which minute nothing is written after the last removal; undefined when the routes are restored at once. */
for (const [what, story, until] of [
	["twice", "0-1 1-2", undefined],
	["three times", "0-1 1-2 2-3", 7],
	["the third time just before the pause ends", "0-1 1-2 2-6", 7],
	["the third time after the pause", "0-1 1-2 2-7", undefined],
	["three times, seldom", "0-1 8-9 16-17", undefined],
	["again after the pause", "0-1 1-2 2-3 7-8", 12],
] as const)
	test(`routes are only removed, ${what}`, () => {
		const fight = removed(story);
		assert.is(fight.contended?.until, until && until * MINUTE);
		if (until === undefined) return;
		assert.match(
			contentionOf(fight, groupAt(1))?.message ?? "",
			/somebody removed our routes .* an AKO before 1\.13\.2 of another cluster in this VRF \(see cluster-name-prefix\)/,
		);
		const [before, after] = [until * MINUTE - 1, until * MINUTE];
		assert.is(isContended(read(fight, routes([B]), before)), true);
		assert.is(isContended(read(fight, routes([B]), after)), false);
		assert.is(isContended(read(fight, [], before, { generation: 2 })), false);
	});

test("routes are removed twice, and once one is added", () => {
	let fight = removed("0-1 1-2");
	fight = wrote(fight, 2 * MINUTE, routes([A], [B]));
	fight = read(fight, routes([B], [MOVED]), 3 * MINUTE);
	assert.is(fight.contended?.by, "other");
	assert.is(fight.contended?.until, 63 * MINUTE);
});

test("it is over after an hour, or when a table changes", () => {
	const fight = undone(3, MINUTE);
	assert.match(
		contentionOf(fight, groupAt(1))?.message ?? "",
		"somebody undid our routes of cluster prod-east three times",
	);
	assert.is(isContended(read(fight, [], 62 * MINUTE)), true);
	assert.is(isContended(read(fight, [], 62 * MINUTE + 1)), false);
	assert.is(isContended(read(fight, [], 3 * MINUTE, { generation: 2 })), false);
});

for (const [what, ako, expected] of [
	["an hour passes", OFF, true],
	["it started at that moment, off", { ...OFF, startedAt: MINUTE }, true],
	["it has started since, off", { ...OFF, startedAt: 2 * MINUTE }, false],
	[
		"it has started since, on",
		{ isOff: false, message: "", startedAt: 2 * MINUTE },
		true,
	],
	["it is gone", GONE, false],
] as const)
	test(`of AKO it is over when ${what}: ${!expected}`, () => {
		const fight = read(wrote(NO_FIGHT, 0), routes([MOVED, AKO_ID]), MINUTE);
		assert.is(isContended(read(fight, [], 90 * MINUTE, { ako })), expected);
	});

for (const [what, ako, id] of [
	["no AKO is seen", GONE, AKO_ID],
	["it is unknown when AKO started", { ...OFF, startedAt: 0 }, AKO_ID],
	["only a number tells of AKO", OFF, "prod-east-1"],
] as const)
	test(`where ${what}, it is over after an hour`, () => {
		const live = routes([MOVED, id]);
		const fight = read(wrote(NO_FIGHT, 0), live, MINUTE, { ako });
		const { message } = contentionOf(fight, groupAt(1)) ?? {};
		assert.match(message ?? "", "an AKO overwrote");
		assert.match(message ?? "", "resumes within an hour");
		for (const [minutes, expected] of [
			[2, true],
			[60.9, true],
			[61, false],
		] as const) {
			const later = read(fight, live, minutes * MINUTE, { ako });
			assert.is(isContended(later), expected, `${minutes} minutes`);
		}
	});

test.run();
