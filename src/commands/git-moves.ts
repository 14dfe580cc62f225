import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { git } from "./git-blobs.ts";

/** Where a file or folder was in the revision. */
interface Move {
	/** Path from the root of the repository. */
	readonly from: string;
	/** The same as a path in the file system, where nothing may be any more. */
	readonly path: string;
}

/**
 * Where git says that an existing file or folder, which the revision does not have, was moved from: the place that most
 * of its renamed files come from. Git sees only files that were added.
 */
export function moveOf(path: string, revision: string): Move | undefined {
	const isFolder = statSync(path).isDirectory();
	const folder = isFolder ? path : dirname(path);
	const [top, above] = ["--show-toplevel", "--show-prefix"].map((what) =>
		lineOf(git(folder, ["rev-parse", what])),
	);
	if (top === undefined || above === undefined) return undefined;
	const now = isFolder ? above : `${above}${basename(path)}`;
	const froms = renamesSince(folder, revision).flatMap(([old, name]) =>
		name.startsWith(now) ? placeBefore(old, name.slice(now.length)) : [],
	);
	const from = mostFrequent(froms);
	if (from === undefined) return undefined;
	const old = join(top, from);
	// What stays at the old place is compared there.
	return existsSync(old) ? undefined : { from, path: old };
}

const lineOf = (ran: ReturnType<typeof git>) =>
	"problem" in ran ? undefined : ran.stdout.toString().replace(/\n$/, "");

/** The old and the new name of each file that git knows as renamed. */
function renamesSince(folder: string, revision: string): [string, string][] {
	const ran = git(folder, [
		"-c",
		"diff.relative=false",
		"diff",
		"--name-status",
		"-z",
		"--find-renames",
		"--ignore-submodules",
		"--diff-filter=R",
		`${revision}^{commit}`,
		"--",
	]);
	const text = "problem" in ran ? "" : ran.stdout.toString();
	return [...text.matchAll(/R\d*\0([^\0]*)\0([^\0]*)\0/g)].map(
		([, old = "", name = ""]) => [old, name],
	);
}

/** The folder that held the file at the same inner path; the file itself without one. */
function placeBefore(old: string, inner: string): string[] {
	if (inner === "") return [old];
	return old.endsWith(`/${inner}`) ? [old.slice(0, -inner.length - 1)] : [];
}

function mostFrequent(texts: readonly string[]): string | undefined {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
