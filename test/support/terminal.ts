import { spawn, spawnSync } from "node:child_process";

/** What a command is run with. */
export interface OnTerminal {
	readonly columns?: number;
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** What somebody types once the terminal shows a text. */
	readonly typed?: { readonly after: string; readonly text: string };
}

/** What a pseudo-terminal shows of a shell command, line ends as a terminal gets them. */
export function onTerminal(
	command: string,
	{ columns = 80, cwd, env = {}, typed }: OnTerminal = {},
): Promise<string> {
	const sized = `stty rows 50 cols ${columns}; ${command}`;
	// What runs the tests may want no colours.
	const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env;
	const child = spawn("script", ["-qec", sized, "/dev/null"], {
		cwd,
		env: { ...inherited, CI: "", TERM: "xterm", ...env },
		stdio: [typed === undefined ? "ignore" : "pipe", "pipe", "inherit"],
	});
	let shown = "";
	child.stdout?.on("data", (chunk) => {
		const hadPrompt = typed && shown.includes(typed.after);
		shown += chunk;
		// Typed before, it would be taken as lines, and Ctrl-D as nothing. The end of the input would end the terminal.
		if (typed && !hadPrompt && shown.includes(typed.after))
			child.stdin?.write(typed.text);
	});
	return new Promise((done) => child.on("close", () => done(shown)));
}

/** True where util-linux's `script` gives pseudo-terminals; says so loudly where it does not. */
export function hasTerminals(what: string): boolean {
	const asked = spawnSync("script", ["--version"], { encoding: "utf8" });
	const has = /util-linux/.test(asked.stdout ?? "");
	if (!has)
		console.log(
			`!!! util-linux's script is missing: tests of ${what} are SKIPPED`,
		);
	return has;
}
