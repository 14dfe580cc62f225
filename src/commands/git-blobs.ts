import { spawnSync } from "node:child_process";
import { groupBy } from "../krm/group-by.ts";
import type { Problem } from "../krm/problem.ts";
import type { FileText } from "../read/read-files.ts";
import { decoded } from "./package-files.ts";

/** A file or a link in a git revision. */
export interface Blob {
	readonly id: string;
	/** The folder of its repository: that of a submodule is another one. */
	readonly repository: string;
	/** Relative to the package. */
	readonly path: string;
	readonly isLink: boolean;
}

type Files = { readonly files: readonly FileText[] } | Problem;

/** The texts of blobs, in one run of git for each repository. */
export function readBlobs(blobs: readonly Blob[]): Files {
	const files: FileText[] = [];
	const groups = groupBy(blobs, ({ repository }) => repository);
	for (const [repository, own] of groups) {
		const read = readFrom(repository, own);
		if ("problem" in read) return read;
		files.push(...read.files);
	}
	return { files };
}

function readFrom(root: string, blobs: readonly Blob[]): Files {
	const ids = blobs.map(({ id }) => `${id}\n`).join("");
	const batch = git(root, ["cat-file", "--batch"], ids);
	if ("problem" in batch) return { problem: `git cat-file: ${batch.problem}` };
	const { stdout } = batch;
	const files: FileText[] = [];
	let at = 0;
	for (const { path } of blobs) {
		const end = stdout.indexOf(10, at);
		const size = Number(stdout.toString("latin1", at, end).split(" ")[2]);
		if (end < 0 || !Number.isSafeInteger(size))
			return { problem: `git cat-file gave no content of ${path}` };
		try {
			const bytes = stdout.subarray(end + 1, end + 1 + size);
			files.push(decoded(bytes, path));
		} catch (error) {
			return { problem: (error as Error).message };
		}
		at = end + size + 2;
	}
	return { files };
}

type Ran = { readonly stdout: Buffer } | Problem;

/** Runs git in the folder, without a shell, locks or a pager. */
export function git(folder: string, args: readonly string[], input = ""): Ran {
	const run = spawnSync("git", ["--no-optional-locks", ...args], {
		cwd: folder,
		input,
		maxBuffer: 1 << 30,
	});
	if (run.error !== undefined) return { problem: run.error.message };
	return run.status === 0
		? { stdout: run.stdout }
		: { problem: run.stderr.toString().trim() || `exit code ${run.status}` };
}
