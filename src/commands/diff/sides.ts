import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Problem } from "../../krm/problem.ts";
import type { Surroundings } from "../command-line/run.ts";
import { DIFF } from "../command-line/table.ts";
import { type Move, moveOf } from "../files/git-moves.ts";
import { displayPath } from "../files/paths.ts";
import type { ReadSource } from "../files/read-source.ts";
import { readSources } from "../files/sources.ts";
import { readBase } from "./base-side.ts";

/** What is compared. */
export interface Sides {
	readonly base: readonly ReadSource[];
	readonly head: readonly ReadSource[];
	/** True for the working tree and an earlier state of it; the user may also name two sides that differ in kind. */
	readonly isRevision?: true;
	/** What the user should know of the base, a line each. */
	readonly notes?: readonly string[];
}

/** The two sides that the user named: a folder, a file or `-` each. */
export async function givenSides(
	paths: readonly string[],
	surroundings: Surroundings,
): Promise<Sides | Problem> {
	const [base, head] = paths;
	if (base === undefined || head === undefined || paths.length > 2)
		return {
			problem: `diff takes ${DIFF.operands.names}, not ${paths.map((path) => JSON.stringify(path)).join(" ") || "nothing"}`,
		};
	return pathSides(base, [head], surroundings);
}

/** The folder, file or `-` to compare with, and those that are compared. */
export async function pathSides(
	base: string,
	paths: readonly string[],
	surroundings: Surroundings,
): Promise<Sides | Problem> {
	if (base === "-" && paths.includes("-"))
		return { problem: "only one side can be standard input" };
	const old = await readSources([base], surroundings);
	if ("problem" in old)
		return base === "-" || existsSync(base)
			? old
			: { problem: `${old.problem}; a git revision goes into --base` };
	const head = await readSources(paths, surroundings);
	return "problem" in head ? head : { base: old, head };
}

/**
 * The paths in the working tree and in the revision. A path that only one side has is empty on the other, but a moved one
 * is compared with where it was.
 */
export async function gitSides(
	revision: string,
	paths: readonly string[],
	surroundings: Surroundings,
): Promise<Sides | Problem> {
	if (paths.includes("-"))
		return {
			problem:
				"--base compares files with a git revision, which standard input (-) has not; name files or folders",
		};
	const here = paths.filter((path) => existsSync(path));
	const head = await readSources(here, surroundings);
	if ("problem" in head) return head;
	const base: ReadSource[] = [];
	const notes: string[] = [];
	for (const path of paths) {
		const read = readBase(path, revision, head);
		if ("problem" in read) return read;
		const isNowhere = read.every(({ files }) => files.length === 0);
		if (isNowhere && !here.includes(path))
			return {
				problem: `${path} does not exist, neither here nor in ${revision}`,
			};
		const move = isNowhere ? moveOf(path, revision) : undefined;
		const before = move ? readBase(move.path, revision, head) : read;
		if ("problem" in before) return before;
		base.push(...before.filter(({ prefix }) => !move || isGone(prefix, move)));
		if (move !== undefined)
			notes.push(
				`note: ${displayPath(path) || "."} is compared with ${move.from || "."} in ${revision}: git says that it was moved from there`,
			);
	}
	return { base, head, isRevision: true, notes };
}

/** False for a package below the place that something was moved from, which stays there. */
const isGone = (prefix: string, { path }: Move) =>
	resolve(prefix) === resolve(path) || !existsSync(prefix);
