import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import {
	isMainThread,
	parentPort,
	Worker,
	workerData,
} from "node:worker_threads";
import { buildGoReader } from "./go-readers.ts";
import { Hunt, smallest } from "./hunt.ts";

/** For the half of a run that is the same each time. */
const FIXED_SEED = 20_241_122;

/** In milliseconds: no small input takes so long. */
const MAX_SILENCE = 30_000;

/** What one thread does: the inputs of a seed are dealt out to all of them, so many at a time. */
interface Task {
	readonly seconds: number;
	readonly seed: number;
	readonly thread: number;
	readonly threads: number;
	readonly goReader: string | undefined;
	/** The number of the input that is tried; it is shared with the thread that watches. */
	readonly progress: Int32Array;
}

/** As many as it takes for each property to be tried equally often by all threads. */
const DEALT = 64;

/** What a thread has tried, and found. */
interface Share {
	readonly inputs: number;
	/** Inputs a second, from the first to the last. */
	readonly rate: number;
	readonly properties: number;
	readonly exitCodes: readonly number[];
	readonly found: readonly {
		readonly property: string;
		readonly message: string;
		readonly text: string;
	}[];
}

/** Fuzzes in a thread of its own, so that an input on which it hangs is told, too. */
function watch(task: Task): Promise<Share> {
	const worker = new Worker(__filename, {
		workerData: task,
		// Nearly all that an input makes is garbage soon.
		resourceLimits: { maxYoungGenerationSizeMb: 128 },
	});
	let [last, since] = [-1, Date.now()];
	const timer = setInterval(() => {
		const now = Atomics.load(task.progress, 0);
		if (now !== last) [last, since] = [now, Date.now()];
		if (Date.now() - since < MAX_SILENCE) return;
		console.log(`seed ${task.seed}, input ${now}: no answer`);
		process.exit(1);
	}, 1000);
	return new Promise<Share>((done, fail) => {
		worker.on("message", done);
		worker.on("error", fail);
	}).finally(() => clearInterval(timer));
}

function work(task: Task): Share {
	const { seconds, seed, thread, threads, goReader, progress } = task;
	const hunt = new Hunt(seed, goReader);
	const start = performance.now();
	const end = start + seconds * 1000;
	let inputs = 0;
	for (; performance.now() < end; inputs++) {
		const round = Math.floor(inputs / DEALT) * threads + thread;
		const number = round * DEALT + (inputs % DEALT);
		Atomics.store(progress, 0, number);
		hunt.tryInput(number);
	}
	const rate = (inputs / (performance.now() - start)) * 1000;
	hunt.finish();
	const onTry = () => Atomics.add(progress, 0, 1);
	const { properties, exitCodes } = hunt;
	const found = hunt.found.map((one) => {
		const { property, message } = one;
		return { property, message, text: smallest(one, onTry) };
	});
	return { inputs, rate, properties, exitCodes, found };
}

/** Fuzzes on all cores, and says what came of it; true when every property held. */
async function fuzz(
	seconds: number,
	seed: number,
	goReader: string | undefined,
): Promise<boolean> {
	const threads = availableParallelism();
	const shares = await Promise.all(
		Array.from({ length: threads }, (_, thread) => {
			const progress = new Int32Array(new SharedArrayBuffer(4));
			return watch({ seconds, seed, thread, threads, goReader, progress });
		}),
	);
	const sum = (of: (share: Share) => number) =>
		shares.reduce((total, share) => total + of(share), 0);
	const inputs = sum((share) => share.inputs);
	const rate = Math.round(sum((share) => share.rate));
	const [fine, errors, unreadable] = [0, 1, 2].map((code) =>
		sum(({ exitCodes }) => exitCodes[code] ?? 0),
	);
	console.log(
		`seed ${seed}: ${inputs} inputs in ${seconds} s, ${rate} a second on ${threads} threads; ${fine} rendered, ${errors} with errors, ${unreadable} unreadable`,
	);
	const found = new Map(
		shares.flatMap((share) => share.found.map((one) => [one.property, one])),
	);
	mkdirSync("build/fuzz", { recursive: true });
	for (const { property, message, text } of found.values()) {
		const file = `build/fuzz/${property.replaceAll(/\W+/g, "-")}-${seed}.yaml`;
		writeFileSync(file, text);
		console.log(`FAIL ${property}: ${message}\n     ${file}`);
	}
	const properties = shares[0]?.properties ?? 0;
	console.log(`fuzz: ${properties - found.size} passed, ${found.size} failed`);
	return found.size === 0;
}

async function main(): Promise<void> {
	const [seconds = 60, seed] = process.argv.slice(2).map(Number);
	if (![seconds, seed ?? 0].every(Number.isFinite))
		throw new Error("usage: npm run fuzz [-- SECONDS [SEED]]");
	const fresh = (Date.now() & 0x7fffffff) >>> 0;
	const seeds = seed === undefined ? [FIXED_SEED, fresh] : [seed];
	const goReader = buildGoReader();
	let isGood = true;
	for (const one of seeds)
		isGood = (await fuzz(seconds / seeds.length, one, goReader)) && isGood;
	process.exitCode = isGood ? 0 : 1;
}

if (isMainThread) void main();
else parentPort?.postMessage(work(workerData as Task));
