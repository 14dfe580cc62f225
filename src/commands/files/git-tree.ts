import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Blob, git, gitText, readBlobs } from "./git-blobs.ts";
import { blobsOf, leftOutOf } from "./git-listing.ts";
import { decoded, orProblem, type Tree, type TreeEntry } from "./tree.ts";

/**
 * A folder in a revision, read from git's objects without a checkout. The folder is `inner` below `path`, which exists;
 * one that is not in the revision is empty. What a link leads to is looked up now.
 * @throws Error when it can't be read
 */
export function gitTree(path: string, inner: string, revision: string): Tree {
	const folder = git(path, ["rev-parse", "--show-prefix"]);
	if ("problem" in folder)
		throw new Error(
			/not a git repository/.test(folder.problem)
				? `${path} is not in a git repository: ${folder.problem}`
				: `git can't read ${path}: ${folder.problem}`,
		);
	const above = folder.stdout.toString().replace(/\n$/, "");
	const prefix = inner === "" ? above : `${above}${inner}/`;
	const id = commitOf(path, revision);
	if (id === undefined)
		throw new Error(
			`unknown git revision ${JSON.stringify(revision)}; ${remedyOf(path, revision)}`,
		);
	const only = prefix === "" ? [] : ["--", `:(literal)${prefix}`];
	const tree = git(path, ["ls-tree", "-r", "-z", "--full-tree", id, ...only]);
	if ("problem" in tree) throw new Error(`git ls-tree: ${tree.problem}`);
	const { files: leftOut, partial } = leftOutOf(path, id);
	const root = join(path, inner);
	const blobs = blobsOf(tree.stdout.toString(), {
		prefix,
		folder: root,
		repository: path,
		leftOut,
	});
	const rules = blobs.filter(({ path: file }) => FOR_LISTING.test(file));
	const known = readBlobs(rules, partial);
	const read = (wanted: readonly Blob[]) => {
		const others = wanted.filter((blob) => !known.has(blob));
		return new Map([...known, ...readBlobs(others, partial)]);
	};
	return treeOf(root, folderOf(blobs), read);
}

/** The id of the revision's commit, where the repository of the path has it. */
function commitOf(path: string, revision: string): string | undefined {
	const verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
	return gitText(path, [...verify, `${revision}^{commit}`])?.trim();
}

/** Where a symbolic link led in the revision; undefined where it was none. */
export function linkIn(path: string, revision: string): string | undefined {
	const folder = dirname(path);
	const commit = commitOf(folder, revision);
	if (commit === undefined) return undefined;
	const name = `:(literal)${basename(path)}`;
	const listed = gitText(folder, ["ls-tree", "-z", commit, "--", name]) ?? "";
	const id = /^120000 blob ([0-9a-f]+)\t/.exec(listed)?.[1];
	return id && gitText(folder, ["cat-file", "blob", id]);
}

/** Files that say what a package consists of: read all at once, because each reading is a process. */
const FOR_LISTING = /(?:^|\/)\.(?:krmignore|avi-routes-files)$/;

/** What to do where the repository of the path does not know the revision. */
function remedyOf(path: string, revision: string): string {
	if (existsSync(revision))
		return "it is a path: leave --base out, and name the two sides";
	if (revision.includes(".."))
		return "it is a range: name one revision (for A...B, what git merge-base A B prints)";
	if (/^0+$/.test(revision))
		return "it stands for none, as for a branch that is pushed for the first time: name what the branch left, such as origin/main";
	const head = gitText(path, ["rev-parse", "--verify", "--quiet", "HEAD"]);
	return head === undefined
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

function entryAt(top: Folder, path: string): Blob | Folder | undefined {
	let entry: Blob | Folder | undefined = top;
	for (const name of path.split("/"))
		entry = entry instanceof Map ? entry.get(name) : undefined;
	return entry;
}

function treeOf(
	root: string,
	top: Folder,
	read: (blobs: readonly Blob[]) => ReadonlyMap<Blob, Buffer>,
): Tree {
	return {
		root,
		entries: () =>
			[...top].map(([name, entry]) => ({ name, as: kindOf(entry) })),
		texts(paths) {
			const blobs = paths.map((path) => entryAt(top, path) as Blob);
			const bytes = read(blobs);
			return blobs.map((blob, i) => {
				const path = paths[i] ?? "";
				const text = orProblem(() => decoded(bytes.get(blob) as Buffer, path));
				return "problem" in text ? { path, text: "", ...text } : text;
			});
		},
		below(path) {
			const entry = entryAt(top, path) as Folder | Blob;
			// Only where somebody looks into it: .krmignore may keep it out.
			if (!(entry instanceof Map)) throw new Error(entry.problem);
			return treeOf(join(root, path), entry, read);
		},
	};
}

function kindOf(entry: Folder | Blob): TreeEntry["as"] {
	if (entry instanceof Map || entry.problem !== undefined) return "folder";
	return entry.isLink ? "link" : "file";
}
