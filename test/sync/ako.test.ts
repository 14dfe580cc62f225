import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	type AkoObservation,
	allOff,
	judgeAko,
	type OffSince,
} from "../../src/sync/ako.ts";
import { readOffMemory, writeOffMemory } from "../../src/sync/off-memory.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOW = Date.UTC(2026, 5, 1, 12);

/** AKO as the cluster shows it: off since an hour, and started half an hour ago. */
function look(
	data: Readonly<Record<string, string>> = { disableStaticRouteSync: "true" },
	more: Partial<AkoObservation> & {
		readonly wroteAt?: number | undefined;
	} = {},
): AkoObservation {
	const { wroteAt = NOW - 60 * MINUTE, ...parts } = more;
	const managedAt = Object.fromEntries(
		Object.keys(data).map((key) => [key, wroteAt]),
	);
	return {
		namespace: "avi-system",
		config: { uid: "u1", data, managedAt },
		containers: [{ name: "ako of pod ako-0", startedAt: NOW - 30 * MINUTE }],
		replicas: 1,
		...parts,
	};
}

const container = (startedAt: number) => ({
	name: "ako of pod ako-0",
	startedAt,
});

const test = suite("is AKO off?");

for (const [what, seen, isOff, says] of [
	[
		"it started after it was switched off",
		look(),
		true,
		/disableStaticRouteSync is true/,
	],
	[
		"NodePort",
		look({ serviceType: "NodePort" }),
		true,
		/serviceType is NodePort/,
	],
	["NodePortLocal", look({ serviceType: "NodePortLocal" }), true, /./],
	["not the primary instance", look({ primaryInstance: "false" }), true, /./],
	[
		"ClusterIP and no word of the sync",
		look({ serviceType: "ClusterIP" }),
		false,
		/is not "true".*restart AKO: kubectl -n avi-system rollout restart statefulset\/ako/,
	],
	[
		"the sync is on",
		look({ disableStaticRouteSync: "false" }),
		false,
		/is not "true"/,
	],
	[
		"another spelling",
		look({ disableStaticRouteSync: "True" }),
		false,
		/is not "true"/,
	],
	[
		"it started before",
		look(undefined, { containers: [container(NOW - 61 * MINUTE)] }),
		false,
		/runs since 2026-06-01T10:59:00Z, and .* only since 2026-06-01T11:00:00Z; restart AKO/,
	],
	[
		"it started at the same second",
		look(undefined, { containers: [container(NOW - 60 * MINUTE)] }),
		false,
		/restart AKO/,
	],
	[
		"one of two containers started before",
		look(undefined, { containers: [container(NOW), container(0)] }),
		false,
		/restart AKO/,
	],
	["its pod is starting", look(undefined, { containers: [] }), true, /./],
	[
		"its pod is starting, and the sync is on",
		look({}, { containers: [] }),
		false,
		/is not "true"/,
	],
	[
		"nobody says when it was switched off",
		look(undefined, {
			config: {
				uid: "u1",
				data: { disableStaticRouteSync: "true" },
				managedAt: {},
			},
		}),
		false,
		/restart AKO/,
	],
	[
		"it is scaled to 0, whatever its settings are",
		look({}, { containers: [], replicas: 0 }),
		true,
		/no AKO runs/,
	],
	[
		"it is scaled to 0, and a pod still runs",
		look({}, { replicas: 0 }),
		false,
		/is not "true"/,
	],
	[
		"it is not installed",
		look({}, { config: "absent", containers: [], replicas: 0 }),
		true,
		/no AKO runs/,
	],
	[
		"it runs without its ConfigMap",
		look({}, { config: "absent" }),
		false,
		/without ConfigMap/,
	],
	[
		"its ConfigMap can't be read",
		look({}, { config: { problem: "configmap: 403" } }),
		false,
		/is unknown whether.*403/,
	],
	[
		"its pods can't be read",
		look(undefined, { containers: { problem: "pods: 403" } }),
		false,
		/is unknown whether/,
	],
	[
		"its StatefulSet can't be read",
		look(undefined, { replicas: { problem: "no" } }),
		false,
		/is unknown whether/,
	],
] as const)
	test(what, () => {
		const { state } = judgeAko(seen, undefined, NOW);
		assert.is(state.isOff, isOff, state.message);
		assert.match(state.message, says);
	});

const known = (since: number, seen: number, uid = "u1"): OffSince => ({
	since: NOW - since,
	seen: NOW - seen,
	uid,
});

for (const [what, memory, wroteAt, isOff] of [
	[
		"written again while we watched, as by helm upgrade",
		known(60 * MINUTE, 30 * SECOND),
		NOW - 10 * SECOND,
		true,
	],
	[
		"written again while nobody watched",
		known(60 * MINUTE, 10 * MINUTE),
		NOW - 5 * MINUTE,
		false,
	],
	[
		"not written while nobody watched",
		known(60 * MINUTE, 10 * MINUTE),
		NOW - 60 * MINUTE,
		true,
	],
	[
		"another ConfigMap",
		known(60 * MINUTE, 30 * SECOND, "u0"),
		NOW - MINUTE,
		false,
	],
	[
		"a reading from the future, and written since by the right clock",
		known(60 * MINUTE, -60 * MINUTE),
		NOW - 10 * MINUTE,
		false,
	],
	[
		"a reading from the future, and nothing written",
		known(60 * MINUTE, -60 * MINUTE),
		NOW - 60 * MINUTE,
		true,
	],
	["its time is in the future", undefined, NOW + 60 * MINUTE, false],
	[
		"seen first, long ago",
		known(20 * MINUTE, 30 * SECOND),
		NOW - 60 * MINUTE,
		false,
	],
] as const)
	test(`what is known: ${what}`, () => {
		const containers = [container(NOW - 30 * MINUTE)];
		const seen = look(undefined, { wroteAt, containers });
		const { state } = judgeAko(seen, memory, NOW);
		assert.is(state.isOff, isOff, state.message);
	});

test("switched on in between, all is forgotten; a fault forgets nothing", () => {
	const memory = known(60 * MINUTE, 30 * SECOND);
	const on = judgeAko(look({ disableStaticRouteSync: "false" }), memory, NOW);
	assert.is(on.off, undefined);
	const fault = judgeAko(look({}, { replicas: { problem: "x" } }), memory, NOW);
	assert.equal(fault.off, memory);
});

test("what is known survives on the Lease", () => {
	const memory = new Map([
		["avi-system", known(60 * MINUTE, 0)],
		["other", known(5, 0, "u/2")],
	]);
	assert.equal(readOffMemory(writeOffMemory(memory)), memory);
	const time = "2026-01-01T00:00:00Z";
	for (const bad of ["nonsense", `a=b/${time}/u`, `a=${time}/c/u`])
		assert.is(readOffMemory(bad).size, 0, bad);
	assert.is(readOffMemory(undefined).size, 0);
});

/** The state of AKO where these namespaces are looked at. */
const judge = (...seen: readonly AkoObservation[]) =>
	allOff(
		seen.map((observation) => {
			const { state } = judgeAko(observation, undefined, NOW);
			return { state, observation };
		}),
	);

const PRIMARY = look({ disableStaticRouteSync: "true" });
const SECONDARY = look({ primaryInstance: "false" }, { namespace: "blue" });
const NONE = look({}, { config: "absent", containers: [], replicas: 0 });
const REMEDY =
	"name the namespace of the AKO that writes routes with --ako-namespace, or, without one, annotate the table with avi-routes.dev/ako-off: acknowledged";

for (const [what, seen, isOff, says] of [
	[
		"both are off",
		[PRIMARY, SECONDARY],
		true,
		"disableStaticRouteSync is true",
	],
	[
		"the primary one is on",
		[look({ disableStaticRouteSync: "false" }), SECONDARY],
		false,
		'is not "true"',
	],
	[
		"the primary one is scaled to 0",
		[look({}, { containers: [], replicas: 0 }), SECONDARY],
		true,
		"no AKO runs in avi-system",
	],
	[
		"only a secondary one is seen",
		[SECONDARY],
		false,
		`the AKO of namespace blue is a secondary instance (primaryInstance is false); ${REMEDY}`,
	],
	[
		"a secondary one, with its own sync off",
		[
			look({ disableStaticRouteSync: "true", primaryInstance: "false" }),
			SECONDARY,
		],
		false,
		"secondary instance",
	],
	[
		"a secondary one that is scaled to 0",
		[look({ primaryInstance: "false" }, { containers: [], replicas: 0 })],
		false,
		"secondary instance",
	],
	[
		"none is where we look",
		[NONE],
		false,
		`no AKO is in namespace avi-system; ${REMEDY}`,
	],
	[
		"the primary one is elsewhere",
		[NONE, SECONDARY],
		false,
		"no AKO is in namespace avi-system; the AKO of namespace blue",
	],
	[
		"one of two namespaces has none",
		[NONE, PRIMARY],
		true,
		"disableStaticRouteSync is true",
	],
] as const)
	test(`several namespaces: ${what}`, () => {
		const state = judge(...seen);
		assert.is(state.isOff, isOff, state.message);
		assert.ok(state.message.includes(says), state.message);
	});

test("of several AKOs the oldest container counts", () => {
	const young = look(undefined, { containers: [container(NOW)] });
	assert.is(judge(young, PRIMARY).startedAt, NOW - 30 * MINUTE);
});

test.run();
