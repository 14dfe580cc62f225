import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { REASONS, type Reason } from "../../src/sync/reasons.ts";
import { LoopWorld } from "../sync/loop-world.ts";

const number = fc.integer({ min: 1, max: 4 });
const address = fc.integer({ min: 0, max: 1 });

/** Something that happens, in words, and what it does to the world. */
type Event = readonly [told: string, act: (world: LoopWorld) => unknown];

const event = <Args extends unknown[]>(
	name: string,
	args: { [Index in keyof Args]: fc.Arbitrary<Args[Index]> },
	act: (world: LoopWorld, ...args: Args) => unknown,
): fc.Arbitrary<Event> =>
	fc
		.tuple(...(args as fc.Arbitrary<unknown>[]))
		.map(
			(given): Event => [
				`${name} ${given.join(" ")}`,
				(world) => act(world, ...(given as Args)),
			],
		);

/** What others do with the VRF context. */
const others = [
	event("joins", [number, address], (world, n, a) => world.joins(n, a)),
	event("leaves", [number], (world, n) => world.leaves(n)),
	event("most leave", [], (world) => world.mostLeave()),
	event("west", [number, address], (world, n, a) => world.westChanges(n, a)),
	event(
		"terraform",
		[fc.constantFrom("refresh" as const, "apply" as const)],
		(world, action) => world.terraform(action),
	),
	event(
		"human",
		[fc.constantFrom("deletes" as const, "redirects", "adds"), number],
		(world, action, place) => world.human(action, place),
	),
];

const events = fc.array(
	fc.oneof(
		{ arbitrary: event("sync", [], (world) => world.sync()), weight: 6 },
		event("dry run", [], (world) => world.sync({ isDry: true })),
		event("wait", [fc.integer({ min: 1, max: 2000 })], (world, seconds) =>
			world.wait(seconds),
		),
		...others,
		event(
			"renders",
			[fc.constantFrom("Manage" as const, "Manage" as const, "Observe")],
			(world, policy) => world.renders(policy),
		),
		event("configures", [fc.boolean()], (world, isOff) =>
			world.configures(isOff),
		),
		event("AKO restarts", [], (world) => world.restartsAko()),
		event("we restart", [], (world) => world.restartsUs()),
		event(
			"fault",
			[
				fc.constantFrom(
					"412" as const,
					"503",
					"400",
					"lost",
					"applied",
					"logout",
				),
			],
			(world, what) => world.fault(what),
		),
		fc
			.oneof(...others)
			.map(
				([told, act]): Event => [
					`meanwhile ${told}`,
					(world) => world.meanwhile(() => act(world)),
				],
			),
		event("undoes and undoes", [number], async (world, place) => {
			for (let i = 0; i < 4; i++) {
				await world.sync();
				world.human("deletes", place);
				world.wait(60);
			}
		}),
		event("AKO comes back", [number, address], async (world, n, a) => {
			await world.sync();
			world.configures(false);
			world.restartsAko();
			world.renders("Manage");
			// The table is behind: a write would undo what AKO has just done.
			world.joins(n, a);
			await world.sync();
		}),
		// The switch-over, which random steps seldom find.
		{
			arbitrary: event("takes over", [], (world) => {
				world.renders("Manage");
				world.configures(true);
				world.wait(30);
				world.restartsAko();
				world.wait(30);
			}),
			weight: 3,
		},
	),
	{ maxLength: 9 },
);

const test = suite(
	"coexistence with AKO, other clusters, Terraform and people",
);

const isTold = (reason: Reason) => REASONS[reason] !== "ready";

/** Fewer are for work on the test itself. */
const RUNS = Number(process.env.RUNS ?? 20_000);

/** The same interleavings in each run; FC_SEED tries others. */
const SEED = Number(process.env.FC_SEED ?? 20_241_122);

/** How often the interesting things happened, over all runs. */
const seen = new Map<string, number>();
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

test("20,000 interleavings", () =>
	fc.assert(
		fc.asyncProperty(events, async (steps) => {
			const world = new LoopWorld();
			for (const [, act] of steps) {
				await act(world);
				world.wait(1);
			}
			world.avi.faults.length = 0;
			await world.settles();
			const writes = world.avi.writes.length;
			world.wait(700);
			await world.sync();
			const { reason } = world;
			for (const met of new Set(world.reasons)) count(met);
			assert.equal(world.broken, []);
			assert.equal(world.avi.violations, []);
			assert.is(world.avi.writes.length, writes, "equal, and yet a PUT");
			assert.is(world.told, reason, "the status");
			if (reason === "Programmed") assert.is(world.drift(), 0);
			else if (world.drift() > 0)
				assert.ok(reason === "Observed" || isTold(reason), reason);
			if (world.mustConverge)
				assert.ok(
					["Programmed", "RemovalBraked"].includes(reason) ||
						(reason === "Contended" && world.hasOldRoutesBack),
					reason,
				);
		}),
		{ numRuns: RUNS, seed: SEED },
	));

test("all that matters was met", () => {
	for (const [reason, share] of [
		["Programmed", 0.1],
		["Observed", 0.1],
		["AKOActive", 0.03],
		["Rejected", 0.0005],
		["RemovalBraked", 0.002],
		["Contended", 0.0005],
	] as const)
		assert.ok(
			(seen.get(reason) ?? 0) >= share * RUNS,
			`${reason} is too seldom: ${[...seen].join(" ")}`,
		);
});

test.run();
