import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	makeProgress,
	showStages,
} from "../../src/commands/command-line/progress.ts";
import { PROGRAM } from "../support/dist.ts";
import { hasTerminals, onTerminal } from "../support/terminal.ts";

/** A terminal of 30 columns that remembers what was drawn, and a clock that is set by hand. */
function standIn() {
	const drawn: string[] = [];
	const clock = { now: 0 };
	const terminal = { columns: 30, write: (text: string) => drawn.push(text) };
	const progress = makeProgress(terminal, () => clock.now);
	return { drawn, clock, progress, lap: showStages(progress) };
}

const WIPE = "\r\u001b[K";

const test = suite("the progress line");

test("waits for two seconds, then is drawn at most ten times a second", () => {
	const { drawn, clock, lap, progress } = standIn();
	for (; clock.now <= 3000; clock.now += 10)
		lap("group", { items: clock.now, ofItems: 3000 });
	progress.end();
	assert.is(drawn.length, 12);
	assert.equal(drawn.slice(0, 2), [
		`${WIPE}sorting by cluster 2,000 of 3`,
		`${WIPE}sorting by cluster 2,100 of 3`,
	]);
	assert.is(drawn.at(-1), WIPE);
});

test("is not wiped where nothing was drawn", () => {
	const { drawn, lap, progress } = standIn();
	lap("read", { bytes: 1 });
	progress.end();
	assert.equal(drawn, []);
});

for (const [stage, done, wanted] of [
	["read", { bytes: 1_260_000 }, "reading 1.3 MB"],
	[
		"read",
		{ bytes: 2e6, ofBytes: 6e7, items: 9 },
		"reading 2.0 of 60.0 MB 9 item",
	],
	["read", undefined, "sorting by cluster"],
	["check", undefined, "rendering"],
	["write", undefined, ""],
] as const)
	test(`says of ${stage}: ${wanted}`, () => {
		const { drawn, clock, lap } = standIn();
		clock.now = 2000;
		lap(stage, done);
		assert.equal(drawn, [WIPE + wanted]);
	});

test("tells of several clusters, and keeps control characters out", () => {
	const { drawn, clock, progress } = standIn();
	progress.show("a\u001b[2J", () => "nodes 5");
	clock.now = 2000;
	progress.show("b", () => "pods");
	clock.now = 3000;
	progress.show("b", () => undefined);
	assert.equal(drawn, [
		`${WIPE}a\\u{1b}[2J: nodes 5  b: pods`,
		`${WIPE}a\\u{1b}[2J: nodes 5`,
	]);
});

const NODE = `apiVersion: v1
kind: Node
metadata: {name: worker-1, uid: u}
status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
`;

/** The input comes in bits, for four seconds. */
const SLOW = `{ printf '%s' "$NODE"; for i in $(seq 40); do sleep 0.1; echo; done; } | ${PROGRAM} import --name a -`;

const terminalTest = hasTerminals("the progress line") ? test : test.skip;

terminalTest("is drawn on a terminal, and nowhere else", async () => {
	const [line, ...others] = await Promise.all([
		onTerminal(SLOW, { env: { NODE } }),
		onTerminal(SLOW, { env: { NODE, CI: "true" } }),
		onTerminal(SLOW, { env: { NODE, TERM: "dumb" } }),
		onTerminal(`{ ${SLOW}; } 2>&1 | cat`, { env: { NODE } }),
	]);
	assert.ok(line.includes(`${WIPE}reading 0.0 MB`), line);
	const end = line.slice(line.lastIndexOf(WIPE) + WIPE.length);
	assert.match(
		end,
		/^note: the dumps lack [^{]*\r\napiVersion: avi-routes.dev\/v1/,
	);
	for (const other of others) {
		assert.match(
			other,
			/^note: the dumps lack [^{]*\napiVersion: avi-routes.dev/,
		);
		assert.not.ok(other.includes("\u001b"), other);
	}
});

test.run();
