import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Blob, git, gitText, type PartialClone } from "./git-blobs.ts";
import { displayPath } from "./paths.ts";

interface ListedFolder {
	/** Its path in the listing, with which theirs begin. */
	readonly prefix: string;
	/** Its path here, where it may no longer exist. */
	readonly folder: string;
	/** A folder of the repository, in which git runs. */
	readonly repository: string;
	/** Files that are not compared, by their path in the listing. */
	readonly leftOut?: ReadonlySet<string>;
}

/** Files and links below the folder, with those of its submodules. */
export function blobsOf(listing: string, of: ListedFolder): Blob[] {
	const { prefix, folder, repository, leftOut } = of;
	return listing.split("\0").flatMap((entry) => {
		const [, mode = "", id = "", path = ""] =
			/^(\d+) (?:blob|commit) ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
		if (!path.startsWith(prefix) || leftOut?.has(path)) return [];
		const own = path.slice(prefix.length);
		if (mode === "160000") return submoduleBlobs(id, own, folder);
		const isLink = mode === "120000";
		if (!isLink && !mode.startsWith("100")) return [];
		return [{ id, path: own, listed: path, isLink, repository }];
	});
}

/** What of a commit the repository around a folder leaves out, by its settings. */
export function leftOutOf(
	path: string,
	commit: string,
): { files: ReadonlySet<string>; partial: PartialClone | undefined } {
	const names = "^(core\\.sparsecheckout|remote\\..*\\.promisor)$";
	const args = ["config", "--bool", "--get-regexp", names];
	const settings = gitText(path, args) ?? "";
	const remote = /^remote\.(.*)\.promisor true$/m.exec(settings)?.[1];
	return {
		// Absent from the folder, and yet not removed.
		files: /^core\.sparsecheckout true$/m.test(settings)
			? sparseFiles(path)
			: new Set(),
		partial:
			remote === undefined ? undefined : { repository: path, remote, commit },
	};
}

function sparseFiles(path: string): ReadonlySet<string> {
	const args = ["ls-files", "-z", "-t", "--full-name", ":/"];
	const lines = (gitText(path, args) ?? "").split("\0");
	return new Set(
		lines.flatMap((line) => (line.startsWith("S ") ? line.slice(2) : [])),
	);
}

/** The blobs of a submodule; none where it is not checked out. One that does not have the commit stands for itself, with a problem. */
function submoduleBlobs(commit: string, own: string, folder: string): Blob[] {
	const inside = join(folder, own);
	if (!existsSync(join(inside, ".git"))) return [];
	const tree = git(inside, ["ls-tree", "-r", "-z", "--full-tree", commit]);
	if ("problem" in tree) {
		const problem = `submodule ${displayPath(inside)} lacks commit ${commit}; fetch it: git -C ${displayPath(inside)} fetch --depth=1 origin ${commit}`;
		return [
			{
				id: commit,
				path: own,
				listed: "",
				isLink: false,
				repository: inside,
				problem,
			},
		];
	}
	const there = { prefix: "", folder: inside, repository: inside };
	return blobsOf(tree.stdout.toString(), there).map((blob) => ({
		...blob,
		path: `${own}/${blob.path}`,
	}));
}
