import { fstatSync } from "node:fs";
import { formatResult } from "./commands/format-results.ts";
import type { Run } from "./commands/run.ts";
import { readStdin, writeStdout } from "./commands/stdio.ts";
import { optimiseLater } from "./commands/tiering.ts";
import { type Lap, runInParts } from "./function.ts";
import { type Decoded, decodeInput } from "./read/read-input.ts";

/** A run whose output may come in parts. */
type PartedRun = Omit<Run, "stdout"> & {
	readonly stdout: string | readonly string[];
};

declare const AVI_ROUTES_VERSION: string;

/** A command: how it is called, and its code, loaded when it is asked for. */
interface Command {
	readonly usage: string;
	readonly run: (args: readonly string[]) => Promise<Run>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
	render: {
		usage:
			"avi-routes render [-o yaml|json|helm-values] [--only CLUSTER] [--fail-on error|warning|info] [PATH]\n       avi-routes render -o dir --to DIR [PATH]\n       avi-routes render --in-place [PATH]\n  the function without kpt: what a package folder comes to, ready to apply; --in-place writes its files as kpt would, --argocd takes the parameters of an Argo CD plugin",
		run: async (args) =>
			(await import("./commands/render.ts")).renderCommand(args, process.env),
	},
	check: {
		usage:
			"avi-routes check [-o text|json|sarif|github] [--fail-on error|warning|info] [PATH...|-]\n  only the results: a package folder, files, or a ResourceList on standard input; each folder is a package of its own\n  exits with 0, 1 (errors, or what --fail-on says) or 2 (input that can't be read)",
		run: async (args) =>
			(await import("./commands/check.ts")).checkCommand(args, readStdin),
	},
	diff: {
		usage:
			"avi-routes diff [-o text|markdown|json|sarif] [--exit-zero] BASE HEAD\n       avi-routes diff [-o FORMAT] [--exit-zero] --base REVISION [PATH...]\n  what changes for routes, settings and results; each side is a folder, a file or -, or a git revision\n  exits with 0 (no change), 1 (changes; 0 with --exit-zero) or 2 (trouble)",
		run: async (args) =>
			(await import("./commands/diff.ts")).diffCommand(args, readStdin),
	},
	explain: {
		usage:
			"avi-routes explain [-o text|json] NODE|IP|CIDR [PATH...|-]\n       avi-routes explain check [ID]\n  where a route comes from and what AKO programs today; or what a check means\n  exits with 0, 1 (nothing found) or 2 (input that can't be read)",
		run: async (args) =>
			(await import("./commands/explain.ts")).explainCommand(args, readStdin),
	},
	import: {
		usage:
			"avi-routes import [--name CLUSTER] [-o FILE [--replace]] FILE|DIR...|-\n  kubectl dumps in (files, folders of them, a ResourceList), a minimal ClusterSnapshot out; -o writes it to FILE, over an earlier one of the same cluster\n  (of another cluster too with --replace)",
		run: async (args) =>
			(await import("./commands/import.ts")).importCommand(args, readStdin),
	},
	snapshot: {
		usage:
			"avi-routes snapshot [--context CONTEXT] [--kubeconfig FILE] [--name CLUSTER] [-o FILE|DIR|- [--replace]]\n       avi-routes snapshot --context CONTEXT --context CONTEXT...|--all-contexts -o DIR\n       avi-routes snapshot [--context CONTEXT] --check FILE\n  a live cluster in, the ClusterSnapshot that import would make of its dumps out; reads only, and never a Secret\n  --timeout 2m: for each cluster; --cilium-namespace kube-system, --ako-namespace avi-system: where they are installed\n  exits with 0, 1 (--check: routes or settings have changed) or 2 (nothing, or not all, could be read)",
		run: async (args) =>
			(await import("./commands/snapshot.ts")).snapshotCommand(args),
	},
};

/** Decides by argv and standard input what to run. */
async function run([first, ...args]: readonly string[]): Promise<PartedRun> {
	if (first === "--version") return printed(`${AVI_ROUTES_VERSION}\n`);
	const wantsHelp = first === "--help" || first === "-h" || first === "help";
	if (wantsHelp || (first === undefined && isTerminal(0))) {
		return printed((await import("./commands/help.ts")).functionHelp());
	}
	if (first === undefined) return runOnInput(await readDecoded());
	if (first === "--timings") return runTimed();
	const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
	if (command === undefined) {
		const known = Object.keys(COMMANDS).join(", ");
		return usage(`${JSON.stringify(first)} is no command; known: ${known}`);
	}
	if (args.includes("--help") || args.includes("-h"))
		return printed(`usage: ${command.usage}\n`);
	try {
		return await command.run(args);
	} catch (error) {
		if (!isArgumentError(error)) throw error;
		return usage(`${first}: ${error.message}`);
	}
}

/** True for a terminal; the module that can tell takes a while to load, and is not asked about files and pipes. */
function isTerminal(descriptor: number): boolean {
	if (!fstatSync(descriptor).isCharacterDevice()) return false;
	const { isatty } = require("node:tty") as typeof import("node:tty");
	return isatty(descriptor);
}

const printed = (stdout: string): Run => ({ exitCode: 0, stdout, stderr: [] });

/** True for what node:util parseArgs throws at wrong arguments. */
function isArgumentError(error: unknown): error is Error {
	return (
		error instanceof Error &&
		"code" in error &&
		String(error.code).startsWith("ERR_PARSE_ARGS")
	);
}

const readDecoded = async () => decodeInput(await readStdin());

/** The KRM function: nothing but the ResourceList on standard output; errors stand on standard error too. */
function runOnInput(decoded: Decoded, lap?: Lap): PartedRun {
	if ("text" in decoded) optimiseLater(decoded.text);
	const { exitCode, output = [], told } = runInParts(decoded, lap);
	return { exitCode, stdout: output, stderr: told.map(formatResult) };
}

/** The function, and on standard error what each stage took: `start` from the start of the process, in milliseconds. */
async function runTimed(): Promise<PartedRun> {
	const times: string[] = [];
	let last = 0;
	const lap = (stage: string) => {
		const now = performance.now();
		times.push(`${stage} ${(now - last).toFixed(1)}`);
		last = now;
	};
	lap("start");
	const decoded = await readDecoded();
	lap("input");
	const run = runOnInput(decoded, lap);
	return {
		...run,
		stderr: [...run.stderr, `timings (ms): ${times.join(", ")}`],
	};
}

function usage(problem: string): Run {
	return {
		exitCode: 2,
		stdout: "",
		stderr: [`error: ${problem}`, "run avi-routes --help for the usage"],
	};
}

async function main(): Promise<void> {
	const { exitCode, stdout, stderr } = await run(process.argv.slice(2));
	process.exitCode = exitCode;
	if (stderr.length > 0) process.stderr.write(`${stderr.join("\n")}\n`);
	await writeStdout(typeof stdout === "string" ? [stdout] : stdout);
}

main().catch((error: NodeJS.ErrnoException) => {
	process.exitCode = 2;
	if (error.syscall === "write" || error.syscall === "read") {
		process.stderr.write(`error: ${error.message}\n`);
		return;
	}
	const hint = "this is a bug; report it with the input that led to it";
	process.stderr.write(
		`error: ${error.message}; ${hint}${process.env.DEBUG ? `\n${error.stack}` : ""}\n`,
	);
});
