import { spawnSync } from "node:child_process";
import * as assert from "uvu/assert";
import { packageOf } from "./packages.ts";

/** Runs git in a folder, with nobody's settings. */
export function git(root: string, ...args: string[]): void {
	const run = spawnSync(
		"git",
		["-c", "user.name=t", "-c", "user.email=t@example.com", ...args],
		{
			cwd: root,
			env: {
				...process.env,
				GIT_CONFIG_GLOBAL: "/dev/null",
				GIT_CONFIG_NOSYSTEM: "1",
			},
			encoding: "utf8",
		},
	);
	assert.is(run.status, 0, run.stderr);
}

/** A repository with one commit of the files, on branch main. */
export function repository(files: Readonly<Record<string, string>>): string {
	const root = packageOf(files);
	git(root, "init", "--quiet", "--initial-branch=main");
	commit(root);
	return root;
}

/** Commits all that the folder holds. */
export function commit(root: string): void {
	git(root, "add", "--all");
	git(root, "commit", "--quiet", "--message=x");
}
