/** What a command came to; `main.ts` writes it and exits. */
export interface Run {
	/** 0: fine; 1: errors found; 2: wrong usage or unreadable input. */
	readonly exitCode: 0 | 1 | 2;
	/** Written to standard output as it is. */
	readonly stdout: string;
	/** Written to standard error, a line each. */
	readonly stderr: readonly string[];
}

/** The run of a command that could not start. */
export function refused(problem: string): Run {
	return { exitCode: 2, stdout: "", stderr: [`error: ${problem}`] };
}

/** The printer that `-o` names, or the run that says which ones there are. */
export function printerOf<Printer extends (...args: never[]) => string>(
	printers: Readonly<Record<string, Printer>>,
	name: string,
): Printer | Run {
	const printer = Object.hasOwn(printers, name) ? printers[name] : undefined;
	const known = Object.keys(printers).join(", ");
	return printer ?? refused(`-o ${name} is no output format; known: ${known}`);
}
