import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { git } from "./git-blobs.ts";

/** Where a file or folder was in the revision. */
interface Move {
	/** Path from the root of the repository; empty for the root. */
	readonly from: string;
	/** The same as a path in the file system, where nothing may be any more. */
	readonly path: string;
	/** False where only names speak for it, because git does not know the new files. */
	readonly isSeen: boolean;
}

/**
 * Where git says that an existing file or folder, which the revision does not have, was moved from: the place that most
 * of its renamed files come from. Git sees no files that were never added: of these only the names are compared.
 */
export function moveOf(path: string, revision: string): Move | undefined {
	const isFolder = statSync(path).isDirectory();
	const folder = isFolder ? path : dirname(path);
	const [top, above] = ["--show-toplevel", "--show-prefix"].map((what) =>
		lineOf(git(folder, ["rev-parse", what])),
	);
	if (top === undefined || above === undefined) return undefined;
	const now = isFolder ? above : `${above}${basename(path)}`;
	const list = (filter: string) =>
		namesOf(
			git(folder, [
				"diff",
				"--name-status",
				"-z",
				"--find-renames",
				"--ignore-submodules",
				`--diff-filter=${filter}`,
				`${revision}^{commit}`,
				"--",
			]),
		);
	const renamed = list("R").flatMap(([, old = "", name = ""]) =>
		name.startsWith(now) ? placeBefore(old, name.slice(now.length)) : [],
	);
	const from = mostFrequent(renamed);
	if (from !== undefined) return { from, path: join(top, from), isSeen: true };
	const gone = list("D").flatMap(([, old = ""]) => {
		const tail = tailsOf(old).find((one) => existsSync(join(path, one)));
		return isFolder && tail !== undefined ? placeBefore(old, tail) : [];
	});
	const unseen = mostFrequent(gone);
	if (unseen === undefined) return undefined;
	return { from: unseen, path: join(top, unseen), isSeen: false };
}

const lineOf = (ran: ReturnType<typeof git>) =>
	"problem" in ran ? undefined : ran.stdout.toString().replace(/\n$/, "");

/** The entries of `git diff --name-status -z`: a status, and one name or two. */
function namesOf(ran: ReturnType<typeof git>): string[][] {
	const words = "problem" in ran ? [] : ran.stdout.toString().split("\0");
	const entries: string[][] = [];
	for (let i = 0; i < words.length - 1; ) {
		const length = words[i]?.startsWith("R") ? 3 : 2;
		entries.push(words.slice(i, i + length));
		i += length;
	}
	return entries;
}

/** The folder that held the file at the same inner path; the file itself without one. */
function placeBefore(old: string, inner: string): string[] {
	if (inner === "") return [old];
	if (old === inner) return [""];
	return old.endsWith(`/${inner}`) ? [old.slice(0, -inner.length - 1)] : [];
}

/** The path's ends, the longest first: `b/c` and `c` of `a/b/c`. */
function tailsOf(path: string): string[] {
	const names = path.split("/");
	return names.map((_, i) => names.slice(i).join("/"));
}

function mostFrequent(texts: readonly string[]): string | undefined {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
