import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { relativePath } from "./relative-path.ts";

/** The root of the git repository around a folder, which may not exist yet. */
export function repositoryOf(folder: string): string | undefined {
	if (existsSync(join(folder, ".git"))) return folder;
	const above = dirname(folder);
	return above === folder ? undefined : repositoryOf(above);
}

/**
 * The file's path from the root of the git repository around the current folder: GitHub finds no file by any other.
 * Unchanged outside of it.
 */
export function repositoryPath(file: string): string {
	const root = file === "-" ? undefined : repositoryOf(process.cwd());
	const inside = root && relativePath(root, file);
	return inside === undefined || inside.startsWith("..") ? file : inside;
}
