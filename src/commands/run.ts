import { printable } from "../report/printable.ts";
import type { Command } from "./command.ts";

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
	const hint = `run avi-routes ${name} --help for its options`;
	return {
		exitCode: 2,
		stdout: "",
		stderr: [`error: ${printable(problem)}`, hint],
	};
}

/** The outcome of a command that only prints a text. */
export function printed(stdout: string): Run {
	return { exitCode: 0, stdout, stderr: [] };
}
