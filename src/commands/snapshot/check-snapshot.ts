import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { compareSides } from "../../diff/compare.ts";
import { diffText } from "../../diff/text.ts";
import type { Cluster } from "../../group/cluster.ts";
import { clusterDifference } from "../../group/same-cluster.ts";
import { noLap } from "../../krm/lap.ts";
import type { Problem } from "../../krm/problem.ts";
import type { FileText } from "../../read/read-files.ts";
import { resultLine } from "../../report/result-text.ts";
import { screenOf } from "../../report/screen.ts";
import { systemError } from "../../report/system-error.ts";
import type { Snapshot } from "../../snapshot/make-snapshot.ts";
import { type Run, refused } from "../command-line/run.ts";
import { makeSide, type Side } from "../diff/side.ts";
import { readPackageFiles } from "../files/package-files.ts";
import { displayPath, relativePath } from "../files/paths.ts";
import { fromFiles, type ReadSource } from "../files/read-source.ts";
import { decoded, fileMatches, orProblem } from "../files/tree.ts";
import { type Selection, transformOnce } from "../selection.ts";
import { clustersIn } from "./write-snapshot.ts";

/** The only cluster with a snapshot in the file. */
export function clusterIn(path: string): Cluster | Problem {
	try {
		const { text } = decoded(readFileSync(path), path);
		const [cluster, other] = clustersIn({ path, text });
		return cluster === undefined || other !== undefined
			? {
					problem: `${path} does not hold exactly one ClusterSnapshot; name a file that snapshot or import wrote`,
				}
			: cluster;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const isAbsent = code === "ENOENT" || code === "ENOTDIR";
		return {
			problem: isAbsent
				? `${path} does not exist; name the file to compare with, or write a snapshot to it with -o`
				: `${path} can't be read: ${systemError(error)}`,
		};
	}
}

/**
 * Compares the plans with the file and with the live cluster, in the file's package. Exit codes: 0 no change, 1
 * changes, which are printed, 2 not comparable.
 */
export function compareWithFile(
	path: string,
	live: Snapshot,
	selection: Selection,
): Run {
	const known = clusterIn(path);
	if ("problem" in known) return refused(known.problem);
	const difference = clusterDifference(known, live.cluster);
	if (difference !== undefined)
		return refused(
			`${path} holds the snapshot of another cluster: ${difference}; check the kubectl context`,
		);
	const transform = transformOnce(selection, noLap);
	const [base, head] = sidesOf(path, live.snapshot).map((side) =>
		makeSide([side], { selection, transform }),
	) as [Side, Side];
	const errors = [
		...base.errors.map((error) => `${path}: ${resultLine(error)}`),
		...head.errors.map((error) => `live: ${resultLine(error)}`),
	];
	if (!base.isKnown || !head.isKnown)
		return { exitCode: 2, stdout: "", stderr: errors };
	const diff = compareSides(base.state, head.state);
	if (diff.clusters.length === 0)
		return { exitCode: 0, stdout: "", stderr: errors };
	const screen = screenOf(process.stdout, process.env);
	return { exitCode: 1, stdout: diffText(diff, screen), stderr: errors };
}

/** The package with the file, and with the live snapshot in its place; for a file outside of packages, only the file. */
function sidesOf(path: string, snapshot: string): readonly ReadSource[] {
	const root = packageOf(path) ?? "";
	const read = root === "" ? undefined : readPackageFiles(root);
	const inside = relativePath(root, path);
	const isHeld =
		read !== undefined &&
		!("problem" in read) &&
		read.files.some((file) => file.path === inside);
	const name = isHeld ? inside : displayPath(path);
	const files: readonly FileText[] = isHeld
		? read.files
		: [{ path: name, text: readFileSync(path, "utf8") }];
	const live = files.map((file) =>
		file.path === name ? { path: name, text: snapshot } : file,
	);
	const prefix = isHeld ? displayPath(root) : "";
	return [files, live].map((side) =>
		fromFiles(side, prefix, isHeld ? read : {}),
	);
}

/** The nearest parent folder with a Kptfile or an AviRoutes; not beyond the git repository. */
function packageOf(path: string): string | undefined {
	for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
		if (isPackage(folder)) return folder;
		if (existsSync(join(folder, ".git")) || folder === dirname(folder))
			return undefined;
	}
}

/** False also for a folder above that can't be listed. */
function isPackage(folder: string): boolean {
	const names = orProblem(() => readdirSync(folder));
	return (
		!("problem" in names) &&
		(names.includes("Kptfile") ||
			names.some(
				(name) => /\.ya?ml$/.test(name) && isConfig(join(folder, name)),
			))
	);
}

const isConfig = (path: string) =>
	fileMatches(path, /^kind: *["']?AviRoutes\b/m);
