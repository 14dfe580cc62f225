import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../krm/problem.ts";
import type { FileText } from "../read/read-files.ts";
import { type Blob, git, readBlobs } from "./git-blobs.ts";
import { blobsOf, sparseFiles } from "./git-trees.ts";
import { isOfOutputs, parseRecord, RECORD } from "./output-record.ts";
import { ignoreRules, isFolderPath, isKrmFile } from "./package-files.ts";

/** A package in a git revision. */
interface GitPackage {
	/** Its folder, relative to the requested one; empty for that one. */
	readonly folder: string;
	readonly files: readonly FileText[];
	/** As of `PackageFiles`. */
	readonly links: readonly string[];
}

/**
 * The files of a package folder and the packages below it in a revision, read from git's objects without a checkout,
 * by the same rules as from a folder; or why they can't be read. The folder is `inner` below `path`, which exists; a
 * folder that is not in the revision has no files.
 */
export function readGitPackages(
	path: string,
	inner: string,
	revision: string,
): readonly GitPackage[] | Problem {
	const folder = git(path, ["rev-parse", "--show-prefix"]);
	if ("problem" in folder)
		return { problem: `${path} is not in a git repository: ${folder.problem}` };
	const above = folder.stdout.toString().replace(/\n$/, "");
	const prefix = inner === "" ? above : `${above}${inner}/`;
	const commit = git(path, [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${revision}^{commit}`,
	]);
	if ("problem" in commit)
		return {
			problem: `unknown git revision ${JSON.stringify(revision)}; ${remedyOf(path, revision)}`,
		};
	const id = commit.stdout.toString().trim();
	const tree = git(path, [
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		id,
		...(prefix === "" ? [] : ["--", `:(literal)${prefix}`]),
	]);
	if ("problem" in tree) return { problem: `git ls-tree: ${tree.problem}` };
	const blobs = blobsOf(tree.stdout.toString(), {
		prefix,
		folder: join(path, inner),
		repository: path,
		leftOut: sparseFiles(path),
	});
	const packages: GitPackage[] = [];
	for (const { folder, own, links } of packagesOf(blobs)) {
		const read = readBlobs(own);
		if ("problem" in read) return read;
		packages.push({ folder, files: read.files, links });
	}
	return packages;
}

/** What to do where the repository of the path does not know the revision. */
function remedyOf(path: string, revision: string): string {
	if (existsSync(revision))
		return "it is a path: leave --base out, and name the two sides";
	return "problem" in git(path, ["rev-parse", "--verify", "--quiet", "HEAD"])
		? "the repository has no commit yet: make one"
		: "fetch it first (in a shallow clone: git fetch --depth=1 origin BRANCH)";
}

type PackageBlobs = Omit<GitPackage, "files"> & {
	readonly own: readonly Blob[];
};

/**
 * The blobs of a package and those below it, without what .krmignore excludes and what `render -o dir` wrote; each
 * without its subpackages.
 */
function packagesOf(blobs: readonly Blob[], folder = ""): PackageBlobs[] {
	const ignored = blobs.filter(({ path }) => path === ".krmignore");
	const rules = ignoreRules(textsOf(ignored)[0]?.text);
	const outputs = outputFolders(blobs);
	const isRead = (path: string) =>
		!rules.ignores(path) &&
		!/(?:^|\/)node_modules\//.test(path) &&
		!outputs.some((folder) => path.startsWith(folder));
	const kptfiles = blobs
		.filter(({ path }) => path.endsWith("/Kptfile"))
		.map(({ path }) => path.slice(0, -"Kptfile".length));
	const outermost = kptfiles.filter(
		(path) =>
			!kptfiles.some((other) => other !== path && path.startsWith(other)),
	);
	const below = (inner: string) =>
		blobs.flatMap((blob) =>
			blob.path.startsWith(inner)
				? [{ ...blob, path: blob.path.slice(inner.length) }]
				: [],
		);
	const listed = blobs.filter(
		({ path }) =>
			(isKrmFile(path) || isFolderPath(path)) &&
			isRead(path) &&
			!outermost.some((inner) => path.startsWith(inner)),
	);
	return [
		{
			folder,
			own: listed.filter(({ isLink }) => !isLink),
			links: listed.flatMap(({ isLink, path }) => (isLink ? [path] : [])),
		},
		...outermost
			.filter(isRead)
			.flatMap((inner) => packagesOf(below(inner), folder + inner)),
	];
}

/** The folders that `render -o dir` wrote, with a slash at the end. */
function outputFolders(blobs: readonly Blob[]): string[] {
	const records = blobs.filter(({ path }) => path.endsWith(`/${RECORD}`));
	return textsOf(records)
		.filter(({ text }) => isOfOutputs(parseRecord(text)))
		.map(({ path }) => path.slice(0, -RECORD.length));
}

/** The files of blobs; none when they can't be read. */
function textsOf(blobs: readonly Blob[]): readonly FileText[] {
	const read = readBlobs(blobs);
	return "problem" in read ? [] : read.files;
}
