import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AkoWatch } from "../../src/sync/ako-watch.ts";
import { type Group, groupTables } from "../../src/sync/group.ts";
import { readTable } from "../../src/sync/table.ts";
import { routeTable } from "../avi/tables.ts";

const SECOND = 1000;
const NOON = Date.UTC(2026, 5, 1, 12);

/** The group of a table that has no annotation. */
function groupOf(): Group {
	const read = readTable(routeTable([["10.0.1.0/24", "192.168.0.11"]]));
	if ("problem" in read) throw new Error(read.problem);
	return groupTables([read.table])[0] as Group;
}

/** A watch over an AKO that the test switches, with a clock that it sets. */
function watching() {
	const ako = { isOff: true };
	const clock = { now: NOON, elapsed: 0 };
	const watch = new AkoWatch(
		["avi-system"],
		{
			ako: async (namespace) => ({
				namespace,
				config: {
					uid: "u",
					data: { disableStaticRouteSync: String(ako.isOff) },
					managedAt: { disableStaticRouteSync: NOON - 7200 * SECOND },
				},
				containers: [{ name: "ako", startedAt: NOON - 3600 * SECOND }],
				replicas: 1,
			}),
			infra: async () => ({ names: [] }),
		},
		{
			now: () => clock.now,
			elapsed: () => clock.elapsed,
			interval: 30 * SECOND,
		},
	);
	const pass = (seconds: number) => {
		clock.now += seconds * SECOND;
		clock.elapsed += seconds * SECOND;
	};
	return { ako, clock, watch, pass };
}

const test = suite("the watch over AKO");

test("what was read is old, also when the clock was set back", async () => {
	const { ako, clock, watch, pass } = watching();
	assert.ok((await watch.stateFor(groupOf())).isOff);
	clock.now -= 3600 * SECOND;
	ako.isOff = false;
	pass(6);
	assert.not.ok((await watch.stateFor(groupOf())).isOff);
	ako.isOff = true;
	pass(30);
	assert.ok(await watch.poll());
});

test("a change that one group has read is told to all with the next poll", async () => {
	const { ako, watch, pass } = watching();
	await watch.poll();
	assert.not.ok(await watch.poll());
	ako.isOff = false;
	pass(10);
	assert.not.ok((await watch.stateFor(groupOf())).isOff);
	pass(10);
	assert.ok(await watch.poll());
	pass(10);
	assert.not.ok(await watch.poll());
});

test.run();
