import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { groupBy } from "../../krm/group-by.ts";
import { isBelow } from "../../krm/paths.ts";
import { gitText } from "./git-blobs.ts";
import { readPackageFiles } from "./package-files.ts";
import { isAboutClusters } from "./packages.ts";
import { relativePath } from "./paths.ts";
import { fromFiles } from "./read-source.ts";
import { fileMatches } from "./tree.ts";

/** Where a file or folder was in the revision. */
export interface Move {
	/** Path from the root of the repository, which is empty itself. */
	readonly from: string;
	/** The same as a path in the file system, where nothing may be any more. */
	readonly path: string;
}

/**
 * Where git says that an existing file or folder, which the revision does not have, was moved from: the place that most
 * of its renamed files come from, of those about clusters where there are any. Git sees only files that were added.
 */
export function moveOf(path: string, revision: string): Move | undefined {
	const isFolder = statSync(path).isDirectory();
	const folder = isFolder ? path : dirname(path);
	const [top, above] = ["--show-toplevel", "--show-prefix"].map((what) =>
		gitText(folder, ["rev-parse", what])?.replace(/\n$/, ""),
	);
	if (top === undefined || above === undefined) return undefined;
	const now = isFolder ? above : `${above}${basename(path)}`;
	const renames = renamesSince(folder, revision).filter(([, name]) =>
		name.startsWith(now),
	);
	const own = renames.filter(([, name]) => isOwnFile(join(top, name)));
	const froms = (own.length > 0 ? own : renames).flatMap(([old, name]) =>
		placeBefore(old, name.slice(now.length)),
	);
	const from = mostFrequent(froms);
	if (from === undefined) return undefined;
	const old = join(top, from);
	// What stays at the old place is compared there.
	return isInUse(old, join(top, now)) ? undefined : { from, path: old };
}

/** True for a file with an AviRoutes, a snapshot, nodes or outputs. */
const isOwnFile = (path: string) =>
	/\.(?:ya?ml|json)$/.test(path) && fileMatches(path, OWN);

const OWN = /"?kind"?: *["']?(?:AviRoute|ClusterSnapshot|(?:Cilium)?Node\b)/;

/** True where something about clusters is still, besides what went into a folder below. */
function isInUse(old: string, now: string): boolean {
	if (!existsSync(old)) return false;
	const inner = relativePath(old, now);
	if (inner === "" || inner.startsWith("..")) return true;
	const read = readPackageFiles(old);
	if ("problem" in read) return true;
	const left = read.files.filter(({ path }) => !isBelow(path, inner));
	return isAboutClusters(fromFiles(left, ""));
}

/** The old and the new name of each file that git knows as renamed. */
function renamesSince(folder: string, revision: string): [string, string][] {
	const args = [
		...["-c", "diff.relative=false", "diff", "--name-status", "-z"],
		...["--find-renames", "--ignore-submodules", "--diff-filter=R"],
		...[`${revision}^{commit}`, "--"],
	];
	const text = gitText(folder, args) ?? "";
	return [...text.matchAll(/R\d*\0([^\0]*)\0([^\0]*)\0/g)].map(
		([, old = "", name = ""]) => [old, name],
	);
}

/** The folder that held the file at the same inner path; the file itself without one. */
function placeBefore(old: string, inner: string): string[] {
	if (inner === "") return [old];
	if (old === inner) return [""];
	return old.endsWith(`/${inner}`) ? [old.slice(0, -inner.length - 1)] : [];
}

function mostFrequent(texts: readonly string[]): string | undefined {
	const groups = [...groupBy(texts, (text) => text)];
	return groups.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}
