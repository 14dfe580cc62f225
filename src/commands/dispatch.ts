import { statSync } from "node:fs";
import { type Overrides, readOverrides } from "../config/overrides.ts";
import type { Lap } from "../krm/lap.ts";
import { didYouMean, nearest } from "../read/nearest.ts";
import type { Command, OptionValues } from "./command.ts";
import { parseCommand } from "./parse-command.ts";
import { openProgress, showStages } from "./progress.ts";
import { printed, type Run, refused, wrongUse } from "./run.ts";
import type { ReadStdin } from "./sources.ts";
import { readStdin } from "./stdio.ts";
import {
	COMMANDS,
	COMPLETION,
	type CommandName,
	FUNCTION,
	HELP,
	VERSION,
} from "./table.ts";

declare const AVI_ROUTES_VERSION: string;

/** Runs the KRM function on standard input. */
type RunFunction<Outcome> = (options: {
	readonly timings: boolean;
	readonly overrides: Overrides;
}) => Promise<Outcome>;

type Args = readonly string[];

type Runner = (
	args: Args,
	readStdin: ReadStdin,
	lap: Lap,
) => Run | Promise<Run>;

/** The code of each command, loaded when it runs. */
const RUNNERS: Readonly<
	Record<Exclude<CommandName, "function">, () => Runner | Promise<Runner>>
> = {
	init: async () => (await import("./init.ts")).initCommand,
	render: async () => {
		const { renderCommand } = await import("./render.ts");
		return (args, _, lap) => renderCommand(args, process.env, lap);
	},
	check: async () => (await import("./check.ts")).checkCommand,
	diff: async () => (await import("./diff.ts")).diffCommand,
	explain: async () => (await import("./explain.ts")).explainCommand,
	picture: async () => (await import("./picture.ts")).pictureCommand,
	import: async () => (await import("./import.ts")).importCommand,
	snapshot: async () => (await import("./snapshot.ts")).snapshotCommand,
	sync: async () => (await import("./sync.ts")).syncCommand,
	completion: () => (args) =>
		parsed(COMPLETION, args, async ({ operands: [shell] }) =>
			printed((await import("./completion.ts")).completion(shell)),
		),
	help: () => (args) => parsed(HELP, args, ({ operands }) => help(operands[0])),
	version: () => (args) =>
		parsed(VERSION, args, async () => printed(`${AVI_ROUTES_VERSION}\n`)),
};

/** Runs a command, and shows its progress when it takes long. */
async function withProgress(
	name: keyof typeof RUNNERS,
	args: Args,
): Promise<Run> {
	const run = await RUNNERS[name]();
	const progress = openProgress();
	try {
		return await run(args, readStdin, showStages(progress));
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
	runFunction: RunFunction<Outcome>,
): Promise<Run | Outcome> {
	const [first = "help", ...rest] = args;
	const name = Object.hasOwn(ALIASES, first) ? ALIASES[first] : first;
	const isOption = name?.startsWith("-");
	const command = COMMANDS.find((one) =>
		isOption ? one === FUNCTION : one.name === name,
	);
	if (command === undefined) return refused(unknownCommand(first));
	const own = isOption ? args : rest;
	if (own.includes("--help") || own.includes("-h")) return help(command.name);
	return command.name === "function"
		? parsed(FUNCTION, own, async ({ values: { timings, set } }) => {
				const read = readOverrides(set, "--set ");
				if ("problem" in read) return refused(read.problem);
				return runFunction({ timings, overrides: read.overrides });
			})
		: withProgress(command.name, own);
}

/** Parses the arguments by the command's row of the table, then runs it; reports wrong usage. */
async function parsed<Of extends Command, Outcome>(
	command: Of,
	args: Args,
	runIt: (parsed: {
		readonly values: OptionValues<Of>;
		readonly operands: Args;
	}) => Promise<Outcome>,
): Promise<Outcome | Run> {
	const read = parseCommand(command, args);
	return "problem" in read ? wrongUse(command, read.problem) : runIt(read);
}

async function help(name: string | undefined): Promise<Run> {
	const { commandHelp, overview } = await import("./help.ts");
	if (name === undefined) return printed(overview());
	const command = COMMANDS.find((one) => one.name === name);
	if (command === undefined) return refused(unknownCommand(name));
	if (command.name !== "function") return printed(commandHelp(command));
	return printed((await import("./function-help.ts")).functionHelp());
}

function unknownCommand(name: string): string {
	const names = COMMANDS.map((command) => command.name);
	const guess = statSync(name, { throwIfNoEntry: false })
		? `avi-routes render ${name}, or avi-routes check ${name}`
		: nearest(name, names);
	return `unknown command ${JSON.stringify(name)}${didYouMean(guess, ";")} (commands: ${names.join(", ")})`;
}
