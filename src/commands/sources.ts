import { readFileSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Source } from "../function.ts";
import { type Lap, noLap } from "../krm/lap.ts";
import type { Problem } from "../krm/problem.ts";
import type { Result } from "../krm/result.ts";
import { type FileText, readFiles } from "../read/read-files.ts";
import { readText } from "../read/read-input.ts";
import { systemError } from "../report/system-error.ts";
import { decodeText, notText } from "../text/decode.ts";
import { type PackageFiles, readPackage, unreadLink } from "./package-files.ts";
import { folderTree, orProblem, type Tree } from "./tree.ts";

/** Reads all of standard input; reports progress to the callback. */
export type ReadStdin = (lap?: Lap) => Promise<Uint8Array>;

/** Items to work on, with the results of reading them. */
export interface ReadSource {
	readonly source: Source;
	readonly results: readonly Result[];
	/** Prefix that makes the items' paths relative to the working directory. */
	readonly prefix: string;
	/** The files, by the items' paths; none when an orchestrator set the paths. */
	readonly files: readonly FileText[];
	/** As `PackageFiles.hiddenBy`; absent when there is no package folder. */
	readonly hiddenBy?: PackageFiles["hiddenBy"];
	/** The paths of the package's files that are not read because of their names. */
	readonly others?: readonly string[];
	/** A whole package folder, files that the user named, or a ResourceList. */
	readonly origin: "package" | "files" | "list";
}

/**
 * Reads the paths of a command: each folder, each package below it, and each ResourceList (in a file, or on standard
 * input as `-`) is a source; all other files together are one.
 */
export async function readSources(
	paths: readonly string[],
	readStdin: ReadStdin,
	lap = noLap,
): Promise<ReadSource[] | Problem> {
	const sources: ReadSource[] = [];
	const loose: FileText[] = [];
	const isNew = (path: string, i: number) =>
		paths.findIndex((other) => isSamePath(other, path)) === i;
	for (const path of paths.filter(isNew)) {
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

/** False also for unreadable paths: reading them reports why. */
export function isFolder(path: string): boolean {
	try {
		return path !== "-" && statSync(path).isDirectory();
	} catch {
		return false;
	}
}

/** Without duplicate packages, as when a folder is named together with its parent. */
export function distinctPackages(sources: readonly ReadSource[]): ReadSource[] {
	const known = new Set<string>();
	return sources.filter(({ origin, prefix }) => {
		const isNew = origin !== "package" || !known.has(prefix);
		known.add(prefix);
		return isNew;
	});
}

/** The packages of a folder, as `packagesOf`, or why they can't be read. */
export function readPackages(
	root: string,
	lap: Lap,
	isEnough?: (first: ReadSource) => boolean,
): ReadSource[] | Problem {
	if (!isFolder(root))
		return { problem: `${root} is not a folder; name the folder of a package` };
	return orProblem(() => packagesOf(folderTree(root), lap, isEnough));
}

/**
 * The package of a tree, and those below it unless `isEnough` accepts the first.
 * @throws Error when they can't be read
 */
export function packagesOf(
	tree: Tree,
	lap: Lap,
	isEnough = (_: ReadSource) => false,
): ReadSource[] {
	const read = readPackage(tree);
	const { files, hiddenBy, others, subpackages } = read;
	const own = fromFiles(files, displayPath(tree.root), { ...read, lap });
	const first = { ...own, hiddenBy, others };
	if (isEnough(first)) return [first];
	const inner = subpackages.map((folder) => tree.below(folder));
	return [first, ...inner.flatMap((one) => packagesOf(one, lap))];
}

/** Kinds that make a package one for this tool. */
const OWN_KINDS =
	/^(?:AviRoutes|AviRouteTable|ClusterSnapshot|(?:Cilium)?Node(?:List)?|List)$/;

/** True for a package with clusters, or with a configuration for them. */
export function isAboutClusters({ source }: ReadSource): boolean {
	return source.items.some(({ kind }) => OWN_KINDS.test(kind));
}

/** Of a package and those below it, the ones with clusters; the first when none has any. */
export function withClusters(packages: readonly ReadSource[]): ReadSource[] {
	const own = packages.filter(isAboutClusters);
	return own.length === 0 ? packages.slice(0, 1) : own;
}

/** The items of files as a source. */
export function fromFiles(
	files: readonly FileText[],
	prefix: string,
	{ isStrict = false, links = [] as readonly string[], lap = noLap } = {},
): ReadSource {
	const read = readFiles(files, { isStrict, lap });
	return {
		source: { items: read.value, functionConfig: undefined },
		results: [...read.results, ...links.map(unreadLink)],
		prefix,
		files,
		origin: isStrict ? "files" : "package",
	};
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

/** The path relative to the working directory if it is inside; empty for the directory itself. */
export function displayPath(path: string): string {
	if (path === "-") return path;
	const inside = relative(process.cwd(), resolve(path));
	const shown = inside.startsWith("..") || isAbsolute(inside) ? path : inside;
	return shown.split(sep).join("/");
}

/** True for the same file or folder, however the path is written. */
function isSamePath(a: string, b: string): boolean {
	return a === b || (a !== "-" && b !== "-" && resolve(a) === resolve(b));
}
