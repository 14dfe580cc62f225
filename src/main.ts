import { parseArgs } from "node:util";
import { formatResult } from "./commands/format-results.ts";
import type { Run } from "./commands/run.ts";
import { runFunction } from "./function.ts";

declare const AVI_ROUTES_VERSION: string;

const OPTIONS = {
	help: { type: "boolean", short: "h" },
	version: { type: "boolean" },
} as const;

/** The commands, each with the module that is loaded when it is asked for. */
const COMMANDS: Readonly<
	Record<string, (paths: readonly string[]) => Promise<Run>>
> = {
	render: async (paths) =>
		(await import("./commands/render.ts")).renderCommand(paths),
};

/** Decides by argv and standard input what to run. */
async function run(argv: readonly string[]): Promise<Run> {
	let parsed: ReturnType<
		typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>
	>;
	try {
		parsed = parseArgs({
			args: [...argv],
			options: OPTIONS,
			allowPositionals: true,
		});
	} catch (error) {
		return usage((error as Error).message);
	}
	const [name, ...paths] = parsed.positionals;
	if (parsed.values.version)
		return { exitCode: 0, stdout: `${AVI_ROUTES_VERSION}\n`, stderr: [] };
	if (parsed.values.help || (name === undefined && process.stdin.isTTY))
		return help();
	if (name === undefined) return runOnInput(await readStdin());
	const command = COMMANDS[name];
	return command === undefined
		? usage(
				`unknown command ${JSON.stringify(name)}; known: ${Object.keys(COMMANDS).join(", ")}`,
			)
		: command(paths);
}

/** The KRM function: nothing but the ResourceList on standard output, errors on standard error too. */
function runOnInput(bytes: Uint8Array): Run {
	const { exitCode, output = "", results } = runFunction(bytes);
	const errors = results.filter(({ severity }) => severity === "error");
	return { exitCode, stdout: output, stderr: errors.map(formatResult) };
}

async function help(): Promise<Run> {
	const { functionHelp } = await import("./commands/help.ts");
	return { exitCode: 0, stdout: functionHelp(), stderr: [] };
}

function usage(problem: string): Run {
	return {
		exitCode: 2,
		stdout: "",
		stderr: [`error: ${problem}`, "run avi-routes --help for the usage"],
	};
}

async function readStdin(): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** A reader that goes away early (head) is no error of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
});

run(process.argv.slice(2)).then(
	({ exitCode, stdout, stderr }) => {
		process.exitCode = exitCode;
		if (stdout !== "") process.stdout.write(stdout);
		if (stderr.length > 0) process.stderr.write(`${stderr.join("\n")}\n`);
	},
	(error: Error) => {
		process.exitCode = 2;
		const hint = "this is a bug; report it with the input that led to it";
		process.stderr.write(
			`error: ${error.message}; ${hint}${process.env.DEBUG ? `\n${error.stack}` : ""}\n`,
		);
	},
);
