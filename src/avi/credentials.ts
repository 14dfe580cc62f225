import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../krm/problem.ts";
import { systemError } from "../report/system-error.ts";

/** The credentials for a login, and a stamp of their files. */
export interface Credentials {
	readonly username: string;
	readonly secret: { readonly password: string } | { readonly token: string };
	/** PEM of the controller's authority. */
	readonly authority: string | undefined;
	/** Changes when any of the files changes. */
	readonly stamp: string;
}

/** The files, named as the keys of AKO's Secret `avi-secret`. */
const FILES = [
	"username",
	"password",
	"authtoken",
	"certificateAuthorityData",
] as const;
type File = (typeof FILES)[number];

/** Reads the files of a folder; a problem names a file, never its content. A token has precedence over a password. */
export function readCredentials(folder: string): Credentials | Problem {
	const texts: Partial<Record<File, string>> = {};
	const stamps: string[] = [];
	for (const file of FILES) {
		const path = join(folder, file);
		try {
			const { mtimeMs, size } = statSync(path);
			stamps.push(`${mtimeMs}/${size}`);
			const text = readFileSync(path, "utf8").replace(/\r?\n$/, "");
			if (text !== "") texts[file] = text;
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code !== "ENOENT" && code !== "ENOTDIR")
				return { problem: `${path} can't be read: ${systemError(error)}` };
			stamps.push("-");
		}
	}
	const { username, password, authtoken, certificateAuthorityData } = texts;
	const wanted = `${folder} has the files username and password (or authtoken), as AKO's Secret avi-secret`;
	if (username === undefined)
		return {
			problem: `${join(folder, "username")} is absent or empty; make sure that ${wanted}`,
		};
	if (authtoken === undefined && password === undefined)
		return {
			problem: `${folder} has neither a password nor an authtoken; make sure that ${wanted}`,
		};
	const authority = certificateAuthorityData?.trim();
	if (authority && !isCertificate(authority))
		return {
			problem: `${join(folder, "certificateAuthorityData")} is not a certificate in PEM form`,
		};
	return {
		username,
		secret:
			authtoken === undefined
				? { password: password as string }
				: { token: authtoken },
		authority: authority || undefined,
		stamp: stamps.join(" "),
	};
}

function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).subject !== undefined;
	} catch {
		return false;
	}
}
