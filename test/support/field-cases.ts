import { spawnSync } from "node:child_process";
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROGRAM } from "./dist.ts";

/**
 * A field case is a folder of fixtures/field-cases/: the files that somebody has, `case.txt` (what the situation is and
 * what is right, behind #, then a shell command a line), and `expected.txt`, what these commands print.
 * A Kptfile is stored as `Kptfile.case`, for kpt would take the folder for a package of this repository.
 */
export interface FieldCase {
	readonly name: string;
	readonly folder: string;
	readonly commands: readonly string[];
	/** Tools besides this one that the commands run (`# needs kpt`). */
	readonly needs: readonly string[];
}

const ROOT = "fixtures/field-cases";

/** All cases, by name. */
export const FIELD_CASES: readonly FieldCase[] = readdirSync(ROOT)
	.sort()
	.map((name) => {
		const folder = join(ROOT, name);
		const lines = readFileSync(join(folder, "case.txt"), "utf8").split("\n");
		const needs = lines.flatMap(
			(line) => /^# needs (\S+)/.exec(line)?.[1] ?? [],
		);
		const commands = lines.filter((line) => /^[^#\s]/.test(line));
		return { name, folder, commands, needs };
	});

/** What the case must print. */
export function expectedOutput({ folder }: FieldCase): string {
	const path = join(folder, "expected.txt");
	return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** Rewrites what the case must print. */
export function rewriteExpected({ folder }: FieldCase, output: string): void {
	writeFileSync(join(folder, "expected.txt"), output);
}

/** Runs the commands of a case in a copy of its folder and returns what they print, with their exit codes. */
export function runFieldCase({ folder, commands }: FieldCase): string {
	const root = mkdtempSync(join(tmpdir(), "field-case-"));
	try {
		const work = join(root, "work");
		cpSync(folder, work, { recursive: true });
		for (const file of ["case.txt", "expected.txt"])
			rmSync(join(work, file), { force: true });
		for (const file of readdirSync(work, { recursive: true, encoding: "utf8" }))
			if (file.endsWith("Kptfile.case"))
				renameSync(join(work, file), join(work, file.replace(/\.case$/, "")));
		return commands
			.map((command) => runCommand(command, work, binFolder(root)))
			.join("\n");
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

/** A folder with the command avi-routes in it. */
function binFolder(root: string): string {
	const folder = join(root, "bin");
	if (existsSync(folder)) return folder;
	mkdirSync(folder);
	const script = join(folder, "avi-routes");
	writeFileSync(script, `#!/bin/sh\nexec node ${PROGRAM} "$@"\n`);
	chmodSync(script, 0o755);
	return folder;
}

function runCommand(command: string, cwd: string, bin: string): string {
	const run = spawnSync("bash", ["-c", `exec 2>&1; ${command}`], {
		cwd,
		encoding: "utf8",
		maxBuffer: 1 << 28,
		env: {
			...process.env,
			PATH: `${bin}:${process.env.PATH}`,
			NO_COLOR: "1",
			FORCE_COLOR: "",
		},
	});
	const said = run.stdout
		.replaceAll(join(cwd, ".."), "")
		.replace(/ in \d+(?:\.\d+)?m?s$/gm, " in TIME");
	return `$ ${command}\n${said}exit ${run.status}\n`;
}
