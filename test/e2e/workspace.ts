import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DIST } from "../support/dist.ts";
import { copyPackage } from "../support/packages.ts";
import { linesOf, mustRun } from "./support.ts";

/**
 * A new repository in a temporary folder that goes at exit. It holds what `fill` puts there, committed, and the built
 * function in dist/, which no commit holds.
 */
export function workspace(fill: (root: string) => void): string {
	const root = mkdtempSync(join(tmpdir(), "avi-routes-e2e-"));
	process.on("exit", () => rmSync(root, { recursive: true, force: true }));
	fill(root);
	cpSync(DIST, join(root, "dist"), { recursive: true });
	mustRun(root, ["git", "init", "--quiet"]);
	writeFileSync(join(root, ".git/info/exclude"), "/dist/\n");
	commit(root);
	return root;
}

const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: package
  annotations:
    config.kubernetes.io/local-config: "true"
pipeline:
  mutators:
  - exec: avi-routes
    configPath: avi-routes.yaml
`;

/**
 * A workspace with copies of packages of examples/ and fixtures/. Each folder with an avi-routes.yaml becomes a kpt package;
 * there it is none: kpt would render it with the repository, for .krmignore keeps no package out.
 */
export function workspaceOf(...folders: readonly string[]): string {
	return workspace((root) => {
		for (const folder of folders) copyPackage(folder, join(root, folder));
		for (const file of readdirSync(root, {
			recursive: true,
			encoding: "utf8",
		})) {
			const kptfile = join(root, dirname(file), "Kptfile");
			if (basename(file) === "avi-routes.yaml" && !existsSync(kptfile))
				writeFileSync(kptfile, KPTFILE);
		}
	});
}

/** Commits everything that changed. */
export function commit(root: string): void {
	const author = ["-c", "user.name=e2e", "-c", "user.email=e2e@example.com"];
	mustRun(root, ["git", "add", "--all"]);
	mustRun(root, ["git", ...author, "commit", "--quiet", "--message=e2e"]);
}

/** What `git status` tells since the last commit, sorted by path: ` M path`, ` D path`, `?? path`. */
export function changedFiles(root: string): string[] {
	const status = ["git", "status", "--porcelain", "--untracked-files=all"];
	return linesOf(mustRun(root, status).stdout).sort((a, b) =>
		a.slice(3) < b.slice(3) ? -1 : 1,
	);
}

/** The lines of files below a path that differ from the last commit: `-old`, `+new`. */
export function changedLines(root: string, path: string): string[] {
	const diff = mustRun(root, ["git", "diff", "--unified=0", "--", path]);
	return linesOf(diff.stdout).filter((line) =>
		/^(?:\+(?!\+\+ )|-(?!-- ))/.test(line),
	);
}

/** The text of a file. */
export function read(root: string, path: string): string {
	return readFileSync(join(root, path), "utf8");
}

/** The files below a folder with their texts. */
export function readAll(root: string, path: string): Record<string, string> {
	const folder = join(root, path);
	const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((file) => statSync(join(folder, file)).isFile())
		.sort();
	return Object.fromEntries(files.map((file) => [file, read(folder, file)]));
}

/** Replaces text in a file, which must hold it. */
export function edit(
	root: string,
	path: string,
	from: string | RegExp,
	to: string,
): void {
	const before = read(root, path);
	const after = before.replace(from, () => to);
	if (after === before) throw new Error(`${path} holds no ${from}`);
	writeFileSync(join(root, path), after);
}
