import { existsSync } from "node:fs";
import { type Overrides, readOverrides } from "../config/overrides.ts";
import type { Problem } from "../krm/problem.ts";
import { didYouMean, nearest } from "../read/nearest.ts";
import { parseCommand } from "./command-line/parse-command.ts";
import { openProgress, showStages } from "./command-line/progress.ts";
import {
	printed,
	type Run,
	type Runner,
	refused,
	runCommand,
	wrongUse,
} from "./command-line/run.ts";
import { readStdin } from "./command-line/stdio.ts";
import { COMMANDS, type CommandName, FUNCTION } from "./command-line/table.ts";

/** Commands by name; the function is run by `main.ts`. */
type Others = Exclude<(typeof COMMANDS)[number], typeof FUNCTION>;

/** The code of each command, loaded when it runs. */
const LOADERS: {
	readonly [Of in Others as Of["name"]]: () => Promise<Runner<Of>>;
} = {
	init: async () => (await import("./init.ts")).init,
	render: async () => (await import("./render.ts")).render,
	check: async () => (await import("./check.ts")).check,
	diff: async () => (await import("./diff.ts")).diff,
	explain: async () => (await import("./explain.ts")).explain,
	picture: async () => (await import("./picture.ts")).picture,
	import: async () => (await import("./import.ts")).importDumps,
	snapshot: async () => (await import("./snapshot.ts")).snapshot,
	sync: async () => (await import("./sync.ts")).sync,
	completion: async () =>
		(await import("./command-line/completion.ts")).completion,
	help: async () => (call) => {
		const row = call.operands.map(rowOf)[0];
		return row && "problem" in row ? row : help(row);
	},
	version: async () => () => printed(`${AVI_ROUTES_VERSION}\n`),
};

/** Runs a command, and shows its progress when it takes long. */
async function withProgress(
	row: Others,
	args: readonly string[],
): Promise<Run> {
	const command = await LOADERS[row.name]();
	const progress = openProgress();
	const lap = showStages(progress);
	try {
		const surroundings = { readStdin, env: process.env, lap };
		return await runCommand(row, command as Runner<Others>, args, surroundings);
	} finally {
		progress.end();
	}
}

/** The usual options for these commands. */
const ALIASES: Readonly<Record<string, CommandName>> = {
	"--help": "help",
	"-h": "help",
	"--version": "version",
	"-V": "version",
};

/** Runs what the arguments name; options without a command belong to the function. */
export async function dispatch<Outcome>(
	args: readonly string[],
	runFunction: (
		options: Readonly<{ timings: boolean; overrides: Overrides }>,
	) => Promise<Outcome>,
): Promise<Run | Outcome> {
	const [first = "help", ...rest] = args;
	const name = (Object.hasOwn(ALIASES, first) && ALIASES[first]) || first;
	const isOption = name.startsWith("-");
	const row = isOption ? FUNCTION : rowOf(name);
	if ("problem" in row) return refused(row.problem);
	const own = isOption ? args : rest;
	if (own.includes("--help") || own.includes("-h")) return help(row);
	if (row.name !== "function") return withProgress(row, own);
	const parsed = parseCommand(row, own);
	if ("problem" in parsed) return wrongUse(row, parsed.problem);
	const { timings, set } = parsed.values;
	const read = readOverrides(set, "--set ");
	if ("problem" in read) return refused(read.problem);
	return runFunction({ timings, overrides: read.overrides });
}

/** The help of a command; without one, of all. */
async function help(row?: (typeof COMMANDS)[number]): Promise<Run> {
	const { commandHelp, overview } = await import("./command-line/help.ts");
	if (row === undefined) return printed(overview());
	if (row.name !== "function") return printed(commandHelp(row));
	return printed(
		(await import("./command-line/function-help.ts")).functionHelp(),
	);
}

function rowOf(name: string): (typeof COMMANDS)[number] | Problem {
	const names = COMMANDS.map((command) => command.name);
	const row = COMMANDS.find((one) => one.name === name);
	if (row !== undefined) return row;
	const guess = existsSync(name)
		? `avi-routes render ${name}, or avi-routes check ${name}`
		: nearest(name, names);
	return {
		problem: `unknown command ${JSON.stringify(name)}${didYouMean(guess, ";")} (commands: ${names.join(", ")})`,
	};
}
