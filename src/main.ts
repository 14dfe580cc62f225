import type { Run } from "./commands/command-line/run.ts";
import {
	isTerminal,
	readStdin,
	writeStdout,
} from "./commands/command-line/stdio.ts";
import type { Overrides } from "./config/overrides.ts";
import { runInParts } from "./function.ts";
import type { Lap } from "./krm/lap.ts";
import { type Decoded, decodeInput } from "./read/read-input.ts";
import { resultLine } from "./report/result-text.ts";
import { screenOf } from "./report/screen.ts";
import { systemError } from "./report/system-error.ts";
import { wrap } from "./report/wrap.ts";

/** The outcome of a command, whose output may come in parts. */
type PartedRun = Omit<Run, "stdout"> & {
	readonly stdout: string | readonly string[];
};

/** Runs what argv names; without arguments, the KRM function on standard input. */
async function run(args: readonly string[]): Promise<PartedRun> {
	if (args.length === 0 && !isTerminal(0))
		return runOnInput(await readDecoded());
	const { dispatch } = await import("./commands/dispatch.ts");
	return dispatch(args, async ({ timings, overrides }) =>
		timings
			? runTimed(overrides)
			: runOnInput(await readDecoded(), { overrides }),
	);
}

const readDecoded = async () => decodeInput(await readStdin());

/** The KRM function: only the ResourceList on standard output; errors are on standard error too. */
function runOnInput(
	decoded: Decoded,
	{
		overrides,
		lap,
	}: { readonly overrides?: Overrides; readonly lap?: Lap } = {},
): PartedRun {
	const {
		exitCode,
		output = [],
		reported,
	} = runInParts(decoded, lap, overrides);
	return { exitCode, stdout: output, stderr: reported.map(resultLine) };
}

/**
 * The function, with the time of each stage on standard error, in milliseconds; `start` counts from the start of the
 * process.
 */
async function runTimed(overrides: Overrides): Promise<PartedRun> {
	const times: string[] = [];
	let last = 0;
	const lap = (stage: string, done?: unknown) => {
		if (done !== undefined) return;
		const now = performance.now();
		times.push(`${stage} ${(now - last).toFixed(1)}`);
		last = now;
	};
	lap("start");
	const decoded = await readDecoded();
	lap("input");
	const run = runOnInput(decoded, { overrides, lap });
	return {
		...run,
		stderr: [...run.stderr, `timings (ms): ${times.join(", ")}`],
	};
}

function writeStderr(lines: readonly string[]): void {
	const { width } = screenOf(process.stderr, process.env);
	const text = wrap(lines.join("\n"), { width, indent: 2 });
	process.stderr.write(`${text}\n`);
}

async function main(): Promise<void> {
	const { exitCode, stdout, stderr } = await run(process.argv.slice(2));
	process.exitCode = exitCode;
	if (stderr.length > 0) writeStderr(stderr);
	await writeStdout(typeof stdout === "string" ? [stdout] : stdout);
	// All is written: to take the heap apart, and to collect it once more, is a twentieth of a short run.
	if (stderr.length === 0) process.exit();
}

main().catch((error: NodeJS.ErrnoException) => {
	process.exitCode = 2;
	if (error.syscall === "write" || error.syscall === "read") {
		const stream = error.syscall === "write" ? "output" : "input";
		process.stderr.write(`error: standard ${stream}: ${systemError(error)}\n`);
		return;
	}
	const hint = "this is a bug; report it with the input that led to it";
	process.stderr.write(
		`error: ${error.message}; ${hint}${process.env.DEBUG ? `\n${error.stack}` : ""}\n`,
	);
});
