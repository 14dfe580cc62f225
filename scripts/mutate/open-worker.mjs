import { Worker } from "node:worker_threads";

/** A worker, and what it answers; undefined for an answer that does not come in time, or a worker that ends. */
export async function openWorker({ bundle, scratch, count }, active = -1) {
	const clock = new Int32Array(new SharedArrayBuffer(8));
	const worker = new Worker("./scripts/mutate/worker.mjs", {
		workerData: { bundle, count, active, clock },
		resourceLimits: { maxOldGenerationSizeMb: 2000 },
		env: { ...process.env, FC_RUNS: "300", TMPDIR: scratch },
	});
	let settle = () => {};
	worker.on("message", (message) => settle({ message }));
	worker.on("error", () => settle(undefined));
	worker.on("exit", () => settle(undefined));
	const answer = () =>
		new Promise((done) => {
			const timer = setInterval(() => {
				const [start, limit] = clock;
				const waited = (Date.now() & 0x3fffffff) - start;
				if (start !== 0 && waited > limit) settle(undefined);
			}, 500);
			settle = (value) => {
				clearInterval(timer);
				done(value);
			};
		});
	const loaded = await answer();
	const ask = (order) => {
		const got = answer();
		worker.postMessage(order);
		return got;
	};
	return { loaded: loaded?.message, ask, close: () => worker.terminate() };
}
