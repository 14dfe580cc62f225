import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { noLap } from "../../krm/lap.ts";
import { isBelow } from "../../krm/paths.ts";
import type { Problem } from "../../krm/problem.ts";
import { hasErrors } from "../../krm/result.ts";
import { gitTree, linkIn } from "../files/git-tree.ts";
import { IGNORED, isKrmFile, readPackage } from "../files/package-files.ts";
import {
	isAboutClusters,
	isFolder,
	packagesOf,
	withClusters,
} from "../files/packages.ts";
import { displayPath, relativePath } from "../files/paths.ts";
import { fromFiles, type ReadSource } from "../files/read-source.ts";
import { repositoryOf } from "../files/repository.ts";
import { orProblem, type Tree } from "../files/tree.ts";

/**
 * A folder or file in the revision, which may no longer exist in the working tree, to be compared with the head. A folder
 * that became a package is planned with the one that it was part of. Files that can't be read and concern nobody are no
 * errors.
 */
export const readBase = (
	path: string,
	revision: string,
	head: readonly ReadSource[],
): ReadSource[] | Problem =>
	orProblem(() => {
		const place = followed(path, revision);
		const part = readAt(place, revision);
		const isNewPackage =
			part.some(isAboutClusters) &&
			!part.some(standsAlone) &&
			packagesIn(path, head).some(standsAlone);
		const whole = isNewPackage ? wholeOf(resolve(place), revision) : undefined;
		const read = whole === undefined ? part : [whole];
		return read.map((one) => withoutIdleErrors(one, head));
	});

/** Where a symbolic link that the user named leads: in the revision, or else now. */
function followed(path: string, revision: string): string {
	const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
	if (!isLink) return path;
	const target = linkIn(path, revision);
	if (target !== undefined) return resolve(dirname(path), target);
	return existsSync(path) ? realpathSync(path) : path;
}

const packagesIn = (path: string, sources: readonly ReadSource[]) =>
	sources.filter(
		({ prefix, origin }) =>
			origin === "package" &&
			!/^\.\.(?:\/|$)/.test(relativePath(resolve(path), resolve(prefix))),
	);

const isConfigured = ({ source }: ReadSource) =>
	source.items.some(({ kind }) => kind === "AviRoutes");

/** True for a package that what is around it says nothing about. */
const standsAlone = (read: ReadSource) =>
	isConfigured(read) || read.files.some(({ path }) => path === "Kptfile");

/** The package with an AviRoutes around a folder that it held in the revision. */
function wholeOf(path: string, revision: string): ReadSource | undefined {
	const root = repositoryOf(path);
	for (let folder = path; root !== undefined && folder !== root; ) {
		folder = dirname(folder);
		const tree = treeAt(folder, revision);
		if (!standsAlone(fromFiles(topFiles(tree), ""))) continue;
		const within = relativePath(folder, path);
		const isHolder = (one: ReadSource) =>
			isConfigured(one) && one.files.some((file) => isBelow(file.path, within));
		const read = packagesOf(tree, noLap, () => true);
		return read.filter(isHolder).map((one) => ({ ...one, within }))[0];
	}
	return undefined;
}

const topFiles = (tree: Tree) =>
	tree.texts(
		tree
			.entries()
			.flatMap(({ name, as }) =>
				as === "file" && isKrmFile(name) ? [name] : [],
			),
	);

/**
 * Without errors of a folder that is no package yet, and without those of files that the head's .krmignore names since:
 * it may be what the change is about.
 */
function withoutIdleErrors(
	read: ReadSource,
	head: readonly ReadSource[],
): ReadSource {
	if (!hasErrors(read.results)) return read;
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
function readAt(path: string, revision: string): ReadSource[] {
	const isFile = existsSync(path) && !isFolder(path);
	const asFolder = isFile ? [] : packagesOf(treeAt(path, revision), noLap);
	if (asFolder.some(({ files }) => files.length > 0))
		return withClusters(asFolder);
	const around = readPackage(treeAt(dirname(path), revision));
	const files = around.files.filter((file) => file.path === basename(path));
	return files.length === 0
		? []
		: [fromFiles(files, displayPath(dirname(path)))];
}

function treeAt(path: string, revision: string): Tree {
	let existing = path;
	while (!isFolder(existing)) existing = dirname(existing);
	return gitTree(existing, relativePath(existing, path), revision);
}
