import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../krm/problem.ts";
import type { FileText } from "../../read/read-files.ts";
import { systemError } from "../../report/system-error.ts";
import { decodeText, isGitCrypt, notText } from "../../text/decode.ts";

/** A folder that packages are read from, as it is now or in a git revision. Paths have slashes and begin below it. */
export interface Tree {
	/** The folder; in a revision's tree it may no longer exist. */
	readonly root: string;
	/** What is in the folder itself. */
	readonly entries: () => readonly TreeEntry[];
	/** The texts of files. */
	readonly texts: (paths: readonly string[]) => readonly TreeFile[];
	/** The folder at a path as a tree of its own. */
	readonly below: (folder: string) => Tree;
}

/** A file of a tree. */
export interface TreeFile extends FileText {
	/** Why a file of a revision is no text; in a folder that is an Error. */
	readonly problem?: string;
}

/** A file, folder or symbolic link in a folder. */
export interface TreeEntry {
	readonly name: string;
	readonly as: "file" | "folder" | "link";
}

/** The tree of a folder. Its functions throw an Error that names the folder when something can't be read. */
export function folderTree(root: string): Tree {
	const reading = <Value>(read: () => Value): Value => {
		try {
			return read();
		} catch (error) {
			throw new Error(`${root} can't be read: ${systemError(error)}`);
		}
	};
	return {
		root,
		entries: () => reading(() => entriesOf(root)),
		texts: (paths) =>
			reading(() =>
				paths.map((path) => decoded(readFileSync(join(root, path)), path)),
			),
		below: (folder) => folderTree(join(root, folder)),
	};
}

const entriesOf = (folder: string) =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry): TreeEntry[] => {
		const { name } = entry;
		if (entry.isDirectory()) return [{ name, as: "folder" }];
		if (entry.isSymbolicLink()) return [{ name, as: "link" }];
		return entry.isFile() ? [{ name, as: "file" }] : [];
	});

/** True for a file whose text matches; false for what can't be read. */
export function fileMatches(path: string, pattern: RegExp): boolean {
	try {
		return pattern.test(readFileSync(path, "utf8"));
	} catch {
		return false;
	}
}

/** What the work gives, or the Error that it throws, in words that follow `what`. */
export function orProblem<Value>(
	work: () => Value,
	what = "",
): Value | Problem {
	try {
		return work();
	} catch (error) {
		return { problem: what + systemError(error) };
	}
}

/**
 * The text of a file's bytes, with their encoding.
 * @throws Error for bytes that are no text, which could not be written back unchanged
 */
export function decoded(bytes: Uint8Array, path: string): FileText {
	const read = decodeText(bytes);
	if (read !== undefined) return { path, ...read };
	const problem = `${path} ${notText(bytes)}, or name it in .krmignore`;
	// A clone without the key has such files beside the others, and no cluster is kept in them.
	if (isGitCrypt(bytes)) return { path, text: "", encrypted: problem };
	throw new Error(problem);
}
