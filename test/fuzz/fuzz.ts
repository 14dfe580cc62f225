import { mkdirSync, writeFileSync } from "node:fs";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { Hunt, smallest } from "./hunt.ts";

/** For the half of a run that is the same each time. */
const FIXED_SEED = 20_241_122;

/** In milliseconds: no small input takes so long. */
const MAX_SILENCE = 30_000;

interface Task {
	readonly seconds: number;
	readonly seed: number;
	/** The number of the input that is tried; it is shared with the thread that watches. */
	readonly progress: Int32Array;
}

/** Fuzzes in a thread of its own, so that an input on which it hangs is told, too. */
async function watch(seconds: number, seed: number): Promise<boolean> {
	const progress = new Int32Array(new SharedArrayBuffer(4));
	const task: Task = { seconds, seed, progress };
	const worker = new Worker(__filename, { workerData: task });
	let [last, since] = [-1, Date.now()];
	const timer = setInterval(() => {
		const now = Atomics.load(progress, 0);
		if (now !== last) [last, since] = [now, Date.now()];
		if (Date.now() - since < MAX_SILENCE) return;
		console.log(`seed ${seed}, input ${now}: no answer`);
		process.exit(1);
	}, 1000);
	const code = await new Promise<number>((done) => {
		worker.on("error", (error) => console.log(error.stack));
		worker.on("exit", done);
	});
	clearInterval(timer);
	return code === 0;
}

function work({ seconds, seed, progress }: Task): void {
	const hunt = new Hunt(seed);
	const start = performance.now();
	const end = start + seconds * 1000;
	let number = 0;
	for (; performance.now() < end; number++) {
		Atomics.store(progress, 0, number);
		hunt.tryInput(number);
	}
	hunt.finish();
	const took = (performance.now() - start) / 1000;
	const rate = Math.round(number / took);
	console.log(
		`seed ${seed}: ${number} inputs in ${Math.round(took)} s, ${rate} a second; ${hunt.summary}`,
	);
	mkdirSync("build/fuzz", { recursive: true });
	for (const found of hunt.found) {
		const { property, message } = found;
		const file = `build/fuzz/${property.replaceAll(/\W+/g, "-")}-${seed}.yaml`;
		writeFileSync(
			file,
			smallest(found, () => Atomics.add(progress, 0, 1)),
		);
		console.log(`FAIL ${property}: ${message}\n     ${file}`);
	}
	console.log(
		`fuzz: ${hunt.properties - hunt.found.length} passed, ${hunt.found.length} failed`,
	);
	process.exitCode = hunt.found.length === 0 ? 0 : 1;
}

async function main(): Promise<void> {
	const [seconds = 60, seed] = process.argv.slice(2).map(Number);
	if (![seconds, seed ?? 0].every(Number.isFinite))
		throw new Error("usage: npm run fuzz [-- SECONDS [SEED]]");
	const fresh = (Date.now() & 0x7fffffff) >>> 0;
	const seeds = seed === undefined ? [FIXED_SEED, fresh] : [seed];
	let isGood = true;
	for (const one of seeds)
		isGood = (await watch(seconds / seeds.length, one)) && isGood;
	process.exitCode = isGood ? 0 : 1;
}

if (isMainThread) void main();
else work(workerData as Task);
