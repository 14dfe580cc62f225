import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { groupBy } from "../../krm/group-by.ts";
import type { Problem } from "../../krm/problem.ts";
import type { FileText } from "../../read/read-files.ts";
import { readText } from "../../read/read-input.ts";
import { systemError } from "../../report/system-error.ts";
import { decodeText, notText } from "../../text/decode.ts";
import type { Surroundings } from "../command-line/run.ts";
import { isFolder, readPackages, withClusters } from "./packages.ts";
import { displayPath } from "./paths.ts";
import { fromFiles, type ReadSource } from "./read-source.ts";

/** The paths that the user named; the current folder without any. */
export const orHere = (paths: readonly string[]): readonly string[] =>
	paths.length === 0 ? ["."] : paths;

/**
 * Reads the paths of a command: each folder, each package below it, and each ResourceList (in a file, or on standard
 * input as `-`) is a source; all other files together are one.
 */
export async function readSources(
	paths: readonly string[],
	{ readStdin, lap }: Pick<Surroundings, "readStdin" | "lap">,
): Promise<ReadSource[] | Problem> {
	const sources: ReadSource[] = [];
	const loose: FileText[] = [];
	// The same file or folder is read once, however its path is written.
	const named = groupBy(paths, (path) => (path === "-" ? path : resolve(path)));
	for (const [path = ""] of named.values()) {
		if (isFolder(path)) {
			const packages = readPackages(path, lap);
			if ("problem" in packages) return packages;
			sources.push(...withClusters(packages));
			continue;
		}
		const text = await readWhole(path, () => readStdin(lap));
		if ("problem" in text) return text;
		const list = readResourceList(text.text);
		if (list === undefined)
			loose.push({ path: displayPath(path), text: text.text });
		else if ("unreadable" in list)
			return { problem: `${path}: ${list.unreadable}` };
		else
			sources.push({
				source: list.input,
				results: list.results,
				prefix: "",
				files: [],
				origin: "list",
			});
	}
	const distinct = distinctPackages(sources);
	return loose.length === 0
		? distinct
		: [...distinct, fromFiles(loose, "", { isStrict: true, lap })];
}

/** Without duplicate packages, as when a folder is named together with its parent, or with the package that it was part of. */
export function distinctPackages(sources: readonly ReadSource[]): ReadSource[] {
	const packages = sources.filter(({ origin }) => origin === "package");
	const whole = new Set(
		packages.flatMap(({ prefix, within }) =>
			within === undefined ? [prefix] : [],
		),
	);
	const known = new Set<string>();
	return sources.filter(({ origin, prefix, within }) => {
		if (origin !== "package") return true;
		const key = JSON.stringify([prefix, within]);
		const isNew = !known.has(key);
		known.add(key);
		return isNew && (within === undefined || !whole.has(prefix));
	});
}

/** Reads the text as a ResourceList; undefined for anything else. */
function readResourceList(
	text: string,
): ReturnType<typeof readText> | undefined {
	const kind = /^\s*\{/.test(text)
		? /"kind"\s*:\s*"ResourceList"/
		: /^kind:\s*["']?ResourceList\b/m;
	if (!kind.test(text)) return undefined;
	const read = readText(text);
	return "input" in read && read.input.cut.root.kind !== "ResourceList"
		? undefined
		: read;
}

/** The text of a file, or of standard input for `-`; or why it can't be read. */
async function readWhole(
	path: string,
	readStdin: () => Promise<Uint8Array>,
): Promise<{ readonly text: string } | Problem> {
	try {
		const bytes = path === "-" ? await readStdin() : readFileSync(path);
		const decoded = decodeText(bytes);
		if (decoded === undefined)
			return { problem: `${path} ${notText(bytes)} and try again` };
		return decoded.text.trim() === ""
			? { problem: `${path} is empty; want YAML or JSON of Kubernetes objects` }
			: decoded;
	} catch (error) {
		const isAbsent = (error as NodeJS.ErrnoException).code === "ENOENT";
		return {
			problem: isAbsent
				? `${path} does not exist`
				: `${path} can't be read: ${systemError(error)}`,
		};
	}
}
