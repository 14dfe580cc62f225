import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { PROGRAM } from "../support/dist.ts";
import { base64, TOKEN } from "./kubeconfig-file.ts";
import type { Certificates } from "./stand-in.ts";

/** A folder that goes with the process. */
export function scratchFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "avi-routes-snapshot-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Fails when a token, a certificate, an address or a word of the server's is in what was printed. */
export function assertNoSecret(
	{ stdout, stderr }: Omit<Ran, "code">,
	urls: readonly string[],
	certificates: Certificates,
): void {
	const said = stdout + stderr;
	const keys = Object.values(certificates).flatMap(({ key, cert }) =>
		[key, cert].flatMap((text) => [text.slice(60, 90), base64(text).slice(90)]),
	);
	const hosts = urls.flatMap((url) => [new URL(url).host, new URL(url).port]);
	for (const secret of [
		TOKEN,
		base64(TOKEN),
		"BEGIN",
		"127.0.0.1",
		"localhost",
		"words-of-the-server",
		...hosts,
		...keys,
	])
		if (secret !== "") assert.not.ok(said.includes(secret), said);
	assert.not.match(said, /:\/\/\w/);
}

export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** How the command runs. */
export interface RunOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	/** What standard input holds. */
	readonly input?: string;
	/** Ends the run when it is told to. */
	readonly interrupt?: Promise<unknown>;
}

/** Runs `snapshot` as built; the test's own server answers meanwhile. */
export const runSnapshot = (
	args: readonly string[],
	options: RunOptions = {},
): Promise<Ran> => runTool(["snapshot", ...args], options);

/** Runs the built tool; the test's own server answers meanwhile. */
export function runTool(
	args: readonly string[],
	{ env = {}, cwd = ".", interrupt, input }: RunOptions = {},
): Promise<Ran> {
	const clean = { PATH: process.env.PATH ?? "", HOME: "/nonexistent", ...env };
	return new Promise((done) => {
		const child = spawn(process.execPath, [PROGRAM, ...args], {
			cwd,
			env: clean,
			stdio: ["pipe", "pipe", "pipe"],
		});
		child.stdin.end(input);
		interrupt?.then(() => child.kill("SIGINT"));
		let [stdout, stderr] = ["", ""];
		child.stdout.on("data", (chunk) => {
			stdout += chunk;
		});
		child.stderr.on("data", (chunk) => {
			stderr += chunk;
		});
		child.on("close", (code) => done({ code, stdout, stderr }));
	});
}
