import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readGitFiles } from "./git-files.ts";
import {
	displayPath,
	fromFiles,
	type ReadSource,
	readSources,
} from "./sources.ts";

/** What is compared. */
interface Sides {
	readonly base: readonly ReadSource[];
	readonly head: readonly ReadSource[];
}

type FoundSides = Sides | { readonly problem: string };

/** The two sides as they are named: a folder, a file or `-` each. */
export async function givenSides(
	paths: readonly string[],
	readStdin: () => Promise<Uint8Array>,
): Promise<FoundSides> {
	const [base, head] = paths;
	if (base === undefined || head === undefined || paths.length > 2)
		return {
			problem: `diff takes two sides, BASE and HEAD, not ${paths.length}; or --base REVISION [PATH...]`,
		};
	if (base === "-" && head === "-")
		return { problem: "only one side can be standard input" };
	const [old, now] = [
		await readSources([base], readStdin),
		await readSources([head], readStdin),
	];
	if ("problem" in old) return old;
	return "problem" in now ? now : { base: old, head: now };
}

/** The paths as they are, and as they are in the revision. A path that is on one side only is empty on the other. */
export async function gitSides(
	revision: string,
	given: readonly string[],
	readStdin: () => Promise<Uint8Array>,
): Promise<FoundSides> {
	const paths = given.length === 0 ? ["."] : given;
	const head = await readSources(paths, readStdin);
	if ("problem" in head) return head;
	const base: ReadSource[] = [];
	for (const path of paths) {
		if (path === "-")
			return { problem: "with --base, - has nothing to be compared with" };
		const isFolder = statSync(path).isDirectory();
		const folder = isFolder ? path : dirname(path);
		const files = readGitFiles(folder, revision);
		if ("problem" in files) return files;
		const own = isFolder
			? files.files
			: files.files.filter((file) => file.path === basename(path));
		base.push(fromFiles(own, displayPath(folder)));
	}
	return { base, head };
}
