import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Bench, measureRows, megabytes } from "./bench.ts";
import { inputFile } from "./inputs.ts";
import { timeOf } from "./measure.ts";
import { command } from "./programs.ts";
import type { Ratios } from "./targets.ts";

const FOLDER = "build/bench/api-server";

/** `snapshot` of a cluster of 5,000 nodes as they are, from a server on this machine. */
export function snapshotRows(bench: Bench): Ratios {
	const nodes = 5000;
	const dump = inputFile({
		nodes,
		detail: "managed",
		images: 50,
		form: "json",
	});
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	const server = spawn(
		process.execPath,
		["build/bench/api-server.cjs", dump.path, FOLDER],
		{ stdio: ["ignore", "ignore", "inherit"] },
	);
	try {
		const kubeconfig = join(FOLDER, "kubeconfig");
		waitFor(kubeconfig);
		const all = measureRows(
			bench,
			`a live cluster, ${nodes} nodes, ${megabytes(dump.size)}`,
			[command("snapshot", "snapshot", "--kubeconfig", kubeconfig)],
		);
		return {
			"snapshot-live": timeOf(all, "snapshot") / 1000,
			"snapshot-live-memory": all[0]?.peak ?? Number.NaN,
		};
	} finally {
		server.kill();
	}
}

/** Waits until the file is there, for two minutes at most. */
function waitFor(path: string): void {
	const cell = new Int32Array(new SharedArrayBuffer(4));
	for (let tries = 0; !existsSync(path); tries++) {
		if (tries === 1200) throw new Error(`the server did not start: no ${path}`);
		Atomics.wait(cell, 0, 0, 100);
	}
}
