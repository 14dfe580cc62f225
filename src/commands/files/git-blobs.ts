import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { groupBy } from "../../krm/group-by.ts";
import type { Problem } from "../../krm/problem.ts";
import { isGitCrypt } from "../../text/decode.ts";
import { LFS_POINTER } from "../../text/what-it-is.ts";
import { repositoryOf } from "./repository.ts";

/** A file or a link in a git revision. */
export interface Blob {
	readonly id: string;
	/** The folder of its repository: that of a submodule is another one. */
	readonly repository: string;
	/** Relative to the tree. */
	readonly path: string;
	/** From the root of its repository, as git's attributes name it. */
	readonly listed: string;
	readonly isLink: boolean;
	/** Why a submodule, which this stands for, can't be listed. */
	readonly problem?: string;
}

/** A partial clone, and the remote that has the rest of the commit. */
export interface PartialClone {
	readonly repository: string;
	readonly remote: string;
	readonly commit: string;
}

/**
 * The bytes of blobs, in one run of git for each repository. What a partial clone lacks is fetched before.
 * @throws Error when git can't read one
 */
export function readBlobs(
	blobs: readonly Blob[],
	partial?: PartialClone,
): Map<Blob, Buffer> {
	const groups = groupBy(blobs, ({ repository }) => repository);
	if (partial !== undefined)
		fetchMissing(partial, groups.get(partial.repository) ?? []);
	return new Map(
		[...groups].flatMap(([repository, own]) => readFrom(repository, own)),
	);
}

function readFrom(root: string, blobs: readonly Blob[]): [Blob, Buffer][] {
	const ids = blobs.map(({ id }) => `${id}\n`).join("");
	const batch = git(root, ["cat-file", "--batch"], ids);
	if ("problem" in batch) throw new Error(`git cat-file: ${batch.problem}`);
	const { stdout } = batch;
	let at = 0;
	return blobs.map((blob) => {
		const start = stdout.indexOf(10, at) + 1;
		const size = Number(stdout.toString("latin1", at, start).split(" ")[2]);
		if (start === 0 || !Number.isSafeInteger(size))
			throw new Error(`git cat-file gave no content of ${blob.path}`);
		at = start + size + 1;
		return [blob, asCheckedOut(blob, stdout.subarray(start, start + size))];
	});
}

/** What Git LFS keeps or git-crypt has encrypted, as a checkout has it; as it is in git where that fails. */
function asCheckedOut({ repository, listed, id }: Blob, bytes: Buffer): Buffer {
	const isPointer = LFS_POINTER.test(bytes.toString("latin1", 0, 60));
	if (!isPointer && !isGitCrypt(bytes)) return bytes;
	const file = isPointer
		? git(repository, ["lfs", "smudge"], bytes.toString())
		: git(repository, ["cat-file", "--filters", `--path=${listed}`, id]);
	return "problem" in file ? bytes : file.stdout;
}

/** Fetches blobs at once: `git cat-file` would fetch them one by one. Where that fails, it tells why. */
function fetchMissing(
	{ repository, remote, commit }: PartialClone,
	blobs: readonly Blob[],
): void {
	if (blobs.length === 0) return;
	const objects = ["rev-list", "--objects", "--no-walk", "--missing=print"];
	const listed = gitText(repository, [...objects, commit]) ?? "";
	const missing = new Set(listed.split("\n"));
	const ids = blobs.flatMap(({ id }) => (missing.has(`?${id}`) ? [id] : []));
	if (ids.length > 0)
		git(repository, [...FETCH, "--stdin", remote], `${ids.join("\n")}\n`);
}

/** As git itself fetches what is missing. */
const FETCH = [
	...["-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet"],
	...["--no-tags", "--no-write-fetch-head", "--recurse-submodules=no"],
	"--filter=blob:none",
] as const;

/** What git prints, run as by `git`; undefined when it fails. */
export function gitText(
	folder: string,
	args: readonly string[],
): string | undefined {
	const ran = git(folder, args);
	return "problem" in ran ? undefined : ran.stdout.toString();
}

/** Runs git in the folder, without a shell, locks or a pager. */
export function git(
	folder: string,
	args: readonly string[],
	input = "",
): { readonly stdout: Buffer } | Problem {
	const isFound = repositoryOf(resolve(folder)) !== undefined;
	const run = spawnSync("git", ["--no-optional-locks", ...args], {
		cwd: folder,
		env: isFound ? withoutRepository(process.env) : process.env,
		input,
		maxBuffer: 1 << 30,
	});
	if (run.error !== undefined) {
		const { code, message } = run.error as NodeJS.ErrnoException;
		return { problem: code === "ENOENT" ? NO_GIT : message };
	}
	return run.status === 0
		? { stdout: run.stdout }
		: { problem: onOneLine(run.stderr) || `exit code ${run.status}` };
}

const NO_GIT = "there is no git on PATH; install it (slim images have none)";

const onOneLine = (text: Buffer) => text.toString().trim().replace(/\s+/g, " ");

/**
 * Variables that name a repository, from `git rev-parse --local-env-vars`. Git sets them for hooks, aliases and `rebase --exec`, and with
 * them takes the folder that it runs in for the root. Settings (GIT_CONFIG_COUNT, ...) are kept.
 */
const OF_REPOSITORY: readonly string[] = [
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR",
	"GIT_DIR",
	"GIT_GRAFT_FILE",
	"GIT_IMPLICIT_WORK_TREE",
	"GIT_INDEX_FILE",
	"GIT_NO_REPLACE_OBJECTS",
	"GIT_OBJECT_DIRECTORY",
	"GIT_PREFIX",
	"GIT_REPLACE_REF_BASE",
	"GIT_SHALLOW_FILE",
	"GIT_WORK_TREE",
];

const withoutRepository = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
	Object.fromEntries(
		Object.entries(env).filter(([name]) => !OF_REPOSITORY.includes(name)),
	);
