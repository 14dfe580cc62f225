import { existsSync } from "node:fs";
import { join } from "node:path";
import { groupBy } from "../krm/group-by.ts";
import type { Problem } from "../krm/problem.ts";
import { type Blob, git, readBlobs } from "./git-blobs.ts";
import { blobsOf, sparseFiles } from "./git-listing.ts";
import type { Tree } from "./tree.ts";

/**
 * A folder in a revision, read from git's objects without a checkout, or why it can't be read. The folder is `inner`
 * below `path`, which exists; one that is not in the revision is empty. What a link leads to is looked up now.
 */
export function gitTree(
	path: string,
	inner: string,
	revision: string,
): Tree | Problem {
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
	return treeOf(join(path, inner), blobs);
}

/** What to do where the repository of the path does not know the revision. */
function remedyOf(path: string, revision: string): string {
	if (existsSync(revision))
		return "it is a path: leave --base out, and name the two sides";
	return "problem" in git(path, ["rev-parse", "--verify", "--quiet", "HEAD"])
		? "the repository has no commit yet: make one"
		: "fetch it first (in a shallow clone: git fetch --depth=1 origin BRANCH)";
}

/** The tree of blobs. */
const treeOf = (root: string, blobs: readonly Blob[]): Tree => ({
	root,
	entries: () =>
		[...groupBy(blobs, ({ path }) => path.replace(/\/.*/s, ""))].map(
			([name, [first]]) => ({
				name,
				as: first?.path !== name ? "folder" : first.isLink ? "link" : "file",
			}),
		),
	texts(paths) {
		const known = new Map(blobs.map((blob) => [blob.path, blob]));
		return readBlobs(paths.flatMap((path) => known.get(path) ?? []));
	},
	below(folder) {
		const inner = blobs.flatMap((blob) =>
			blob.path.startsWith(`${folder}/`)
				? [{ ...blob, path: blob.path.slice(folder.length + 1) }]
				: [],
		);
		return treeOf(join(root, folder), inner);
	},
});
