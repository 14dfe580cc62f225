// Loads the tests with all mutants in the code under test, and runs them as it is told. It tells when it starts a test,
// so that a mutant that never ends is noticed.
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

const { bundle, count, active, clock } = workerData;
const state = { tests: [], file: "", active: -1, seen: new Uint8Array(count) };
globalThis.__mutation = state;
globalThis.__m = (id) => {
	state.seen[id] = 1;
	return state.active === id;
};
for (const name of ["log", "error", "warn", "info"]) console[name] = () => {};
Error.stackTraceLimit = 1;

const tick = (limit) => {
	Atomics.store(clock, 1, limit);
	Atomics.store(clock, 0, Date.now() & 0x3fffffff);
};

/** The numbers of the mutants that were reached since the last time. */
function reached() {
	const ids = [];
	state.seen.forEach((is, id) => {
		if (is) ids.push(id);
	});
	state.seen.fill(0);
	return ids;
}

/** Whether a test passes, and how long it takes. */
async function runTest(index, limit) {
	tick(limit);
	const start = performance.now();
	let ok = true;
	try {
		await state.tests[index].run();
	} catch {
		ok = false;
	}
	return { ok, took: performance.now() - start };
}

/** All tests without a mutant: what each reaches. */
async function survey() {
	const results = [];
	for (const [index, { file, name }] of state.tests.entries()) {
		const run = await runTest(index, 120_000);
		results.push({ file, name, ...run, reached: reached() });
	}
	return results;
}

/** The first of the tests that fails with the mutant; undefined when all pass. */
async function kill({ id, tests }) {
	state.active = id;
	for (const { index, took } of tests) {
		const { ok } = await runTest(index, 5 * took + 10_000);
		if (!ok) return index;
	}
	return undefined;
}

state.active = active;
let problem;
tick(120_000);
try {
	createRequire(import.meta.url)(bundle);
} catch (error) {
	problem = error.stack;
}
parentPort.postMessage({ problem, reached: reached() });
parentPort.on("message", async (order) => {
	const answer = order === "survey" ? await survey() : await kill(order);
	Atomics.store(clock, 0, 0);
	state.active = -1;
	parentPort.postMessage(answer);
});
