import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificates } from "./stand-in.ts";

/** A word that must never be printed. */
export const TOKEN = "token-that-nobody-may-see";

export const base64 = (text: string) => Buffer.from(text).toString("base64");

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
