import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Certificates } from "./stand-in.ts";

/** A folder that goes with the process. */
export function scratchFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "avi-routes-snapshot-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A word that must never be printed. */
export const TOKEN = "token-that-nobody-may-see";

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Writes a kubeconfig with a context a server; the user is one with a token when nothing else is said. */
export function writeKubeconfig(
	folder: string,
	certificates: Certificates,
	servers: Readonly<Record<string, string>>,
	{ user = { token: TOKEN } as object, cluster = {} as object } = {},
): string {
	const path = join(folder, `kubeconfig-${Math.random()}`);
	const names = Object.keys(servers);
	const config = {
		apiVersion: "v1",
		kind: "Config",
		clusters: names.map((name) => ({
			name,
			cluster: {
				server: servers[name],
				"certificate-authority-data": base64(certificates.server.cert),
				...cluster,
			},
		})),
		users: [{ name: "me", user }],
		contexts: names.map((name) => ({
			name,
			context: { cluster: name, user: "me" },
		})),
		"current-context": names[0],
	};
	writeFileSync(path, JSON.stringify(config));
	return path;
}

export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the built command; the test's own server answers meanwhile. */
export function runSnapshot(
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
	const clean = { PATH: process.env.PATH ?? "", HOME: "/nonexistent", ...env };
	return new Promise((done) => {
		const child = spawn(
			process.execPath,
			["dist/avi-routes.cjs", "snapshot", ...args],
			{ env: clean, stdio: ["ignore", "pipe", "pipe"] },
		);
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
