import { existsSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Lap, noLap } from "../krm/lap.ts";
import type { Problem } from "../krm/problem.ts";
import { moveOf } from "./git-moves.ts";
import { gitTree } from "./git-tree.ts";
import { readPackage } from "./package-files.ts";
import { packagesOf, withClusters } from "./packages.ts";
import { displayPath, fromFiles, type ReadSource } from "./read-source.ts";
import { relativePath } from "./relative-path.ts";
import { type ReadStdin, readSources } from "./sources.ts";
import { DIFF } from "./table.ts";
import { orProblem, type Tree } from "./tree.ts";

/** What is compared. */
export interface Sides {
	readonly base: readonly ReadSource[];
	readonly head: readonly ReadSource[];
	/** What the user should know of the base, a line each. */
	readonly notes?: readonly string[];
}

/** The two sides that the user named: a folder, a file or `-` each. */
export async function givenSides(
	paths: readonly string[],
	readStdin: ReadStdin,
	lap: Lap,
): Promise<Sides | Problem> {
	const [base, head] = paths;
	if (base === undefined || head === undefined || paths.length > 2)
		return {
			problem: `diff takes ${DIFF.operandNames}, not ${paths.map((path) => JSON.stringify(path)).join(" ") || "nothing"}`,
		};
	if (base === "-" && head === "-")
		return { problem: "only one side can be standard input" };
	const [old, now] = [
		await readSources([base], readStdin, lap),
		await readSources([head], readStdin, lap),
	];
	if ("problem" in old)
		return base === "-" || existsSync(base)
			? old
			: { problem: `${old.problem}; a git revision goes into --base` };
	return "problem" in now ? now : { base: old, head: now };
}

/**
 * The paths in the working tree and in the revision. A path that only one side has is empty on the other, but a moved one
 * is compared with where it was.
 */
export async function gitSides(
	revision: string,
	given: readonly string[],
	readStdin: ReadStdin,
	lap: Lap,
): Promise<Sides | Problem> {
	const paths = given.length === 0 ? ["."] : given;
	if (paths.includes("-"))
		return {
			problem:
				"--base compares files with a git revision, which standard input (-) has not; name files or folders",
		};
	const isHere = (path: string) =>
		statSync(path, { throwIfNoEntry: false }) !== undefined;
	const head = await readSources(paths.filter(isHere), readStdin, lap);
	if ("problem" in head) return head;
	const base: ReadSource[] = [];
	const notes: string[] = [];
	for (const path of paths) {
		const read = baseOf(path, revision);
		if ("problem" in read) return read;
		const isNowhere = read.every(({ files }) => files.length === 0);
		if (isNowhere && !isHere(path))
			return {
				problem: `${path} does not exist, neither here nor in ${revision}`,
			};
		const move = isNowhere ? moveOf(path, revision) : undefined;
		const before = move === undefined ? read : baseOf(move.path, revision);
		if ("problem" in before) return before;
		base.push(...before);
		if (move !== undefined)
			notes.push(
				`note: ${displayPath(path) || "."} is compared with ${move.from} in ${revision}: git says that it was moved from there`,
			);
	}
	return { base, head, notes };
}

/** A folder or file in the revision, which may no longer exist in the working tree. */
function baseOf(path: string, revision: string): ReadSource[] | Problem {
	const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
	const asFolder = isFile ? [] : packagesAt(path, revision);
	if ("problem" in asFolder) return asFolder;
	if (asFolder.some(({ files }) => files.length > 0))
		return withClusters(asFolder);
	const around = treeAt(dirname(path), revision);
	if ("problem" in around) return around;
	const read = orProblem(() => readPackage(around));
	if ("problem" in read) return read;
	const files = read.files.filter((file) => file.path === basename(path));
	return files.length === 0
		? []
		: [fromFiles(files, displayPath(dirname(path)))];
}

/** The packages in and below a folder in the revision. */
function packagesAt(path: string, revision: string): ReadSource[] | Problem {
	const tree = treeAt(path, revision);
	return "problem" in tree ? tree : orProblem(() => packagesOf(tree, noLap));
}

/** A folder in the revision. */
function treeAt(path: string, revision: string): Tree | Problem {
	let existing = path;
	while (!statSync(existing, { throwIfNoEntry: false })?.isDirectory())
		existing = dirname(existing);
	return gitTree(existing, relativePath(existing, path), revision);
}
