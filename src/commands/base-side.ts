import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { noLap } from "../krm/lap.ts";
import type { Problem } from "../krm/problem.ts";
import { gitTree } from "./git-tree.ts";
import { IGNORED, readPackage } from "./package-files.ts";
import { isAboutClusters, packagesOf, withClusters } from "./packages.ts";
import { displayPath, fromFiles, type ReadSource } from "./read-source.ts";
import { relativePath } from "./relative-path.ts";
import { orProblem, type Tree } from "./tree.ts";

/**
 * A folder or file in the revision, which may no longer exist in the working tree, to be compared with the head. Files of it
 * that can't be read and concern nobody are no errors.
 */
export function readBase(
	path: string,
	revision: string,
	head: readonly ReadSource[],
): ReadSource[] | Problem {
	const read = readAt(path, revision);
	if ("problem" in read) return read;
	return read.map((one) => withoutIdleErrors(one, head));
}

/**
 * Without errors of a folder that is no package yet, and without those of files that the head's .krmignore names since:
 * it may be what the change is about.
 */
function withoutIdleErrors(
	read: ReadSource,
	head: readonly ReadSource[],
): ReadSource {
	const isPackage =
		isAboutClusters(read) || read.files.some(({ text }) => OWN.test(text));
	const now = head.find(({ prefix }) => prefix === read.prefix);
	const isIgnored = (path: string) => now?.hiddenBy?.(path) === IGNORED;
	const results = read.results.filter(
		({ severity, file }) =>
			severity !== "error" ||
			(isPackage && (file === undefined || !isIgnored(file.path))),
	);
	return { ...read, results };
}

/** The kinds that only this tool has, in a file that may be broken. */
const OWN = /^kind: *["']?(?:AviRoutes|AviRouteTable|ClusterSnapshot)\b/m;

/** The packages of a folder, or the file, in the revision. */
function readAt(path: string, revision: string): ReadSource[] | Problem {
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
