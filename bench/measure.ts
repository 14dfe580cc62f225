import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** A program as it is called. */
export interface Program {
	readonly name: string;
	readonly argv: readonly string[];
	/** True for a script of Node, whose peak memory can be asked for. */
	readonly isNode: boolean;
	/** The file on its standard input. */
	readonly stdin: string;
}

/** What several runs of a program on one input took. */
export interface Measured {
	readonly program: string;
	/** Milliseconds of each run as a whole process, ascending. */
	readonly times: readonly number[];
	/** Peak memory in MB; undefined where it is not known. */
	readonly peak: number | undefined;
}

/** The middle one of ascending numbers. */
export const median = (times: readonly number[]): number =>
	times[times.length >> 1] ?? Number.NaN;

/** The median milliseconds of the program of that name. */
export function timeOf(all: readonly Measured[], name: string): number {
	const found = all.find(({ program }) => program === name);
	return median(found?.times ?? []);
}

/** A program that takes longer than this many milliseconds runs only a few times. */
const SLOW = 5000;
const SLOW_RUNS = 3;
/** One that takes longer than this runs once. */
const SLOWEST = 20_000;
/** One that takes longer than this is stopped: it counts as endless. */
const LONGEST = 120_000;
/** One that takes less than this runs so many times as often: a bad moment is long beside it. */
const QUICK = 500;
const QUICK_ROUNDS = 3;

/**
 * Runs the programs one after the other, `runs` times round, so that all have the same good and bad moments;
 * those that are quick, more often.
 */
export function measure(
	programs: readonly Program[],
	runs: number,
): Measured[] {
	const times = programs.map((): number[] => []);
	for (let round = 0; round < runs * QUICK_ROUNDS; round++)
		for (const [i, program] of programs.entries()) {
			const own = times[i] as number[];
			const least = Math.min(...own);
			const isDone =
				(own.length >= SLOW_RUNS && least > SLOW) ||
				(own.length > 0 && least > SLOWEST) ||
				(own.length >= runs && least > QUICK);
			if (!isDone) own.push(duration(program));
		}
	return programs.map((program, i) => ({
		program: program.name,
		times: (times[i] as number[]).sort((a, b) => a - b),
		peak: program.isNode ? peakOf(program) : undefined,
	}));
}

/** The milliseconds that a program takes as a whole process; Infinity when it was stopped. */
function duration(program: Program): number {
	const start = process.hrtime.bigint();
	const isDone = run(program) !== undefined;
	return isDone ? Number(process.hrtime.bigint() - start) / 1e6 : Infinity;
}

/** Writes the peak memory of the process to standard error when it ends, in KB. */
const TELL_PEAK =
	"data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))";

function peakOf(program: Program): number | undefined {
	const [node = "", ...rest] = program.argv;
	const argv = [node, "--import", TELL_PEAK, ...rest];
	const stderr = run({ ...program, argv });
	const found = stderr && /^peak (\d+)$/m.exec(stderr)?.[1];
	return found === undefined ? undefined : Number(found) / 1000;
}

/**
 * The environment without what makes every start of Node slower: extra certificates, which it reads before anything else
 * (some 70 ms for a usual bundle, in which every ratio to `node -e 0` would look better than it is), and options.
 */
const BARE_ENVIRONMENT: NodeJS.ProcessEnv = {
	...process.env,
	NODE_EXTRA_CA_CERTS: undefined,
	NODE_OPTIONS: undefined,
};

/** Runs a program, and returns its standard error; undefined when it took too long. A failure stops the benchmark. */
function run({ argv, stdin }: Program): string | undefined {
	const [command = "", ...args] = argv;
	const input = openSync(stdin, "r");
	const output = openSync("/dev/null", "w");
	const { status, stderr, error } = spawnSync(command, args, {
		stdio: [input, output, "pipe"],
		encoding: "utf8",
		env: BARE_ENVIRONMENT,
		timeout: LONGEST,
	});
	closeSync(input);
	closeSync(output);
	if ((error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT")
		return undefined;
	if (error !== undefined) throw error;
	if (status !== 0)
		throw new Error(`${argv.join(" ")} < ${stdin}: ${status} ${stderr}`);
	return stderr;
}

/** True when the program can be started. */
export function isPresent(command: string): boolean {
	return (
		spawnSync(command, ["version"], { stdio: "ignore" }).error === undefined
	);
}
