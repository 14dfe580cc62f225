import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { relativePath } from "./paths.ts";
import { fileMatches } from "./tree.ts";

/** The root of the git repository around a folder, which may not exist yet. */
export function repositoryOf(folder: string): string | undefined {
	if (existsSync(join(folder, ".git"))) return folder;
	const above = dirname(folder);
	return above === folder ? undefined : repositoryOf(above);
}

/** The URLs of a repository's remotes, as its own configuration has them; none for a worktree or a submodule. */
export function remotesOf(root: string): string[] {
	try {
		const config = readFileSync(join(root, ".git", "config"), "utf8");
		return config
			.split(/^\s*\[/m)
			.filter((section) => section.startsWith("remote "))
			.flatMap(
				(section) => /^\s*url\s*=\s*"?([^\s"]+)/m.exec(section)?.[1] ?? [],
			);
	} catch {
		return [];
	}
}

/**
 * The file's path from the root of the git repository around it: GitHub finds no file by any other. Files of submodules
 * are named as the repository around these has them. Unchanged outside of repositories.
 */
export function repositoryPath(file: string): string {
	if (file === "-") return file;
	const path = resolve(file);
	let root = repositoryOf(dirname(path));
	while (root !== undefined && isSubmodule(root))
		root = repositoryOf(dirname(root));
	return root === undefined ? file : relativePath(root, path);
}

/**
 * True for the root of a submodule, whose .git is a file that leads to the repository around it. That of a worktree leads
 * to worktrees/NAME of its repository, wherever that is.
 */
const isSubmodule = (root: string) =>
	fileMatches(join(root, ".git"), /\/modules\/(?!.*\/worktrees\/[^/]+$)/m);
