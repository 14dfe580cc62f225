import type { Lap } from "../../krm/lap.ts";
import type { Problem } from "../../krm/problem.ts";
import { printable } from "../../report/printable.ts";
import type { Command, OptionValues } from "./command.ts";
import { parseCommand } from "./parse-command.ts";

/** Reads all of standard input; reports progress to the callback. */
export type ReadStdin = (lap?: Lap) => Promise<Uint8Array>;

/** What a run reads from, and whom it tells how far it is. */
export interface Surroundings {
	readonly readStdin: ReadStdin;
	readonly env: NodeJS.ProcessEnv;
	readonly lap: Lap;
}

/** What a command is called with. */
export interface Call<Of extends Command> extends Surroundings {
	readonly values: OptionValues<Of>;
	/** The arguments besides options. */
	readonly operands: readonly string[];
}

/** A command; a problem is why it could not start. */
export type Runner<Of extends Command> = (
	call: Call<Of>,
) => Run | Problem | Promise<Run | Problem>;

/** Reads the arguments by the command's row of the table, then runs it. */
export async function runCommand<Of extends Command>(
	row: Of,
	command: Runner<Of>,
	args: readonly string[],
	surroundings: Surroundings,
): Promise<Run> {
	const parsed = parseCommand(row, args);
	if ("problem" in parsed) return wrongUse(row, parsed.problem);
	const run = await command({ ...parsed, ...surroundings });
	return "problem" in run ? refused(run.problem) : run;
}

/** The outcome of a command; `main.ts` writes it and exits. */
export interface Run {
	/** 0: fine; 1: errors found; 2: wrong usage or unreadable input. */
	readonly exitCode: 0 | 1 | 2;
	/** Written to standard output unchanged. */
	readonly stdout: string;
	/** Written to standard error, a line each. */
	readonly stderr: readonly string[];
}

/** The outcome of a command that could not start. */
export function refused(problem: string): Run {
	return { exitCode: 2, stdout: "", stderr: [`error: ${printable(problem)}`] };
}

/** The outcome of a command with wrong arguments. */
export function wrongUse({ name }: Command, problem: string): Run {
	const { stderr, ...run } = refused(problem);
	const hint = `run avi-routes ${name} --help for its options`;
	return { ...run, stderr: [...stderr, hint] };
}

/** The outcome of a command that only prints a text. */
export function printed(stdout: string): Run {
	return { exitCode: 0, stdout, stderr: [] };
}
