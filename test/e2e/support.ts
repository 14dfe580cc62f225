import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Test } from "uvu";
import { PROGRAM } from "../support/dist.ts";

/** What a command came to. */
export interface Ran {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A folder for PATH with the built function as avi-routes, as `npm link` installs it; it goes with the process. */
export const BIN = mkdtempSync(join(tmpdir(), "avi-routes-bin-"));
process.on("exit", () => rmSync(BIN, { recursive: true, force: true }));
symlinkSync(PROGRAM, join(BIN, "avi-routes"));

/** No one's own git settings, and no repository but that of the folder a command runs in. */
const env = {
	...Object.fromEntries(
		Object.entries(process.env).filter(([key]) => !key.startsWith("GIT_")),
	),
	GIT_CONFIG_GLOBAL: "/dev/null",
	GIT_CONFIG_NOSYSTEM: "1",
	PATH: `${BIN}${delimiter}${process.env.PATH}`,
};

/** Runs a command in a folder; its exit code is the caller's to judge. */
export function run(
	folder: string,
	[command = "", ...args]: readonly string[],
	input = "",
): Ran {
	const { error, status, stdout, stderr } = spawnSync(command, args, {
		cwd: folder,
		env,
		input,
		encoding: "utf8",
		maxBuffer: 1 << 28,
		timeout: 120_000,
	});
	if (error) throw error;
	return { status, stdout, stderr };
}

/** Runs a command that must exit 0. */
export function mustRun(
	folder: string,
	command: readonly string[],
	input = "",
): Ran {
	const ran = run(folder, command, input);
	if (ran.status === 0) return ran;
	const says = `${ran.stdout}${ran.stderr}`;
	throw new Error(`${command.join(" ")}: exit code ${ran.status}\n${says}`);
}

/** The command that renders a package with kpt, the results in full. */
export function renderCommand(path: string): string[] {
	const flags = ["--allow-exec", "--truncate-output=false"];
	return ["kpt", "fn", "render", path, ...flags];
}

/** Renders a package with kpt and returns what kpt says about it. */
export function render(folder: string, path: string): string {
	return mustRun(folder, renderCommand(path)).stderr;
}

/** `test`; where the tool is missing `test.skip`, and a loud line. */
export function needing(
	test: Test,
	tool:
		| "kpt"
		| "kubectl"
		| "kustomize"
		| "helm"
		| "zsh"
		| "fish"
		| "actionlint",
): Test | Test["skip"] {
	if (spawnSync(tool, ["--help"]).error === undefined) return test;
	console.log(`!!! ${tool} is not on PATH: tests that need it are SKIPPED`);
	return test.skip;
}

/** The lines of a text, without empty ones. */
export function linesOf(text: string): string[] {
	return text.split("\n").filter((line) => line !== "");
}
