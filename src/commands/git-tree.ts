import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Problem } from "../krm/problem.ts";
import { type Blob, git, readBlobs } from "./git-blobs.ts";
import { blobsOf, leftOutOf } from "./git-listing.ts";
import { decoded, orProblem, type Tree, type TreeEntry } from "./tree.ts";

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
		return {
			problem: /not a git repository/.test(folder.problem)
				? `${path} is not in a git repository: ${folder.problem}`
				: `git can't read ${path}: ${folder.problem}`,
		};
	const above = folder.stdout.toString().replace(/\n$/, "");
	const prefix = inner === "" ? above : `${above}${inner}/`;
	const id = commitOf(path, revision);
	if (id === undefined)
		return {
			problem: `unknown git revision ${JSON.stringify(revision)}; ${remedyOf(path, revision)}`,
		};
	const tree = git(path, [
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		id,
		...(prefix === "" ? [] : ["--", `:(literal)${prefix}`]),
	]);
	if ("problem" in tree) return { problem: `git ls-tree: ${tree.problem}` };
	const leftOut = leftOutOf(path, id);
	const blobs = blobsOf(tree.stdout.toString(), {
		prefix,
		folder: join(path, inner),
		repository: path,
		leftOut: leftOut.files,
	});
	const rules = blobs.filter(({ path: file }) => FOR_LISTING.test(file));
	const read = (wanted: readonly Blob[]) => readBlobs(wanted, leftOut.partial);
	const known = orProblem(() => read(rules));
	if (!(known instanceof Map)) return known;
	return treeOf(join(path, inner), folderOf(blobs), { known, read });
}

/** The id of the revision's commit, where the repository of the path has it. */
function commitOf(path: string, revision: string): string | undefined {
	const commit = git(path, [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${revision}^{commit}`,
	]);
	return "problem" in commit ? undefined : commit.stdout.toString().trim();
}

/** Where a symbolic link led in the revision; undefined where it was none. */
export function linkIn(path: string, revision: string): string | undefined {
	const folder = dirname(path);
	const commit = commitOf(folder, revision);
	if (commit === undefined) return undefined;
	const name = `:(literal)${basename(path)}`;
	const listed = git(folder, ["ls-tree", "-z", commit, "--", name]);
	if ("problem" in listed) return undefined;
	const id = /^120000 blob ([0-9a-f]+)\t/.exec(listed.stdout.toString())?.[1];
	const target = id && git(folder, ["cat-file", "blob", id]);
	return target && "stdout" in target ? target.stdout.toString() : undefined;
}

/** Files that say what a package consists of: read all at once, because each reading is a process. */
const FOR_LISTING = /(?:^|\/)\.(?:krmignore|avi-routes-files)$/;

/** What to do where the repository of the path does not know the revision. */
function remedyOf(path: string, revision: string): string {
	if (existsSync(revision))
		return "it is a path: leave --base out, and name the two sides";
	return "problem" in git(path, ["rev-parse", "--verify", "--quiet", "HEAD"])
		? "the repository has no commit yet: make one"
		: "fetch it first (in a shallow clone: git fetch --depth=1 origin BRANCH)";
}

/** A folder in a revision: by name, a blob or an inner folder. */
type Folder = Map<string, Blob | Folder>;

function folderOf(blobs: readonly Blob[]): Folder {
	const top: Folder = new Map();
	for (const blob of blobs) {
		const names = blob.path.split("/");
		const name = names.pop() ?? "";
		let folder = top;
		for (const inner of names) {
			const next = (folder.get(inner) ?? new Map()) as Folder;
			folder.set(inner, next);
			folder = next;
		}
		folder.set(name, blob);
	}
	return top;
}

/** What is at the path in a folder. */
function entryAt(top: Folder, path: string): Blob | Folder | undefined {
	let entry: Blob | Folder | undefined = top;
	for (const name of path.split("/"))
		entry = entry instanceof Map ? entry.get(name) : undefined;
	return entry;
}

/** How files are read, and those that were read already. */
interface Reading {
	readonly known: ReadonlyMap<Blob, Buffer>;
	readonly read: (blobs: readonly Blob[]) => ReadonlyMap<Blob, Buffer>;
}

/** The tree of a folder. */
function treeOf(root: string, top: Folder, reading: Reading): Tree {
	const { known } = reading;
	return {
		root,
		entries: () =>
			[...top].map(([name, entry]) => ({
				name,
				as: kindOf(entry),
			})),
		texts(paths) {
			const blobs = paths.map((path) => entryAt(top, path) as Blob);
			const read = reading.read(blobs.filter((blob) => !known.has(blob)));
			return blobs.map((blob, i) => {
				const bytes = (known.get(blob) ?? read.get(blob)) as Buffer;
				const path = paths[i] ?? "";
				const text = orProblem(() => decoded(bytes, path));
				return "problem" in text ? { path, text: "", ...text } : text;
			});
		},
		below(path) {
			const entry = entryAt(top, path) as Folder | Blob;
			// Only where somebody looks into it: .krmignore may keep it out.
			if (!(entry instanceof Map)) throw new Error(entry.problem);
			return treeOf(join(root, path), entry, reading);
		},
	};
}

function kindOf(entry: Folder | Blob): TreeEntry["as"] {
	if (entry instanceof Map || entry.problem !== undefined) return "folder";
	return entry.isLink ? "link" : "file";
}
