import { readdirSync } from "node:fs";
import { join } from "node:path";
import ignore from "ignore";
import { UNREAD_FOLDERS } from "../../config/fields.ts";
import { invalidInput } from "../../krm/item-result.ts";
import { shortList } from "../../krm/list-of.ts";
import { compareText } from "../../krm/order.ts";
import { joinFolders } from "../../krm/paths.ts";
import type { Problem } from "../../krm/problem.ts";
import type { Result } from "../../krm/result.ts";
import { toolOf } from "../../read/unread-item.ts";
import { isOfOutputs, parseRecord, RECORD } from "../render/output-record.ts";
import {
	folderTree,
	orProblem,
	type Tree,
	type TreeEntry,
	type TreeFile,
} from "./tree.ts";

/** What is in a package folder. */
export interface Listing {
	/** The paths of the files to read, sorted. */
	readonly paths: readonly string[];
	/** Symbolic links to files, and to folders (with a slash at the end): like kpt, this tool does not follow them. */
	readonly links: readonly string[];
	/** Files that are not read because of their names; .krmignore may name them. */
	readonly others: readonly string[];
	/** Folders with their own Kptfile: packages that are read separately. */
	readonly subpackages: readonly string[];
	/** Why a file with that path is not read as part of the package; undefined when it is read. */
	readonly hiddenBy: (path: string) => string | undefined;
}

/** The content of a package folder. */
export interface PackageFiles extends Listing {
	readonly files: readonly TreeFile[];
}

/** Reports the links that were not followed: one result, with all of them as its instances. */
export function unreadLinks(paths: readonly string[]): Result[] {
	const links = paths.map((path) => {
		const what = isFolderPath(path) ? "folder" : "file";
		return invalidInput(
			`${path} is a symbolic link and is not read; put the ${what} itself there`,
			{ severity: "warning", file: { path: path.replace(/\/$/, "") } },
		);
	});
	const [first] = links;
	if (first === undefined || links.length === 1) return links;
	const message = `${links.length} symbolic links are not read (${shortList(paths)}); put the files and folders themselves there`;
	return [{ ...first, message, isExample: true, instances: links }];
}

/** `readPackage` of a folder, or why it can't be read. */
export const readPackageFiles = (root: string): PackageFiles | Problem =>
	orProblem(() => readPackage(folderTree(root)));

/**
 * The files of a package.
 * @throws Error when they can't be read
 */
export function readPackage(tree: Tree): PackageFiles {
	const listing = listPackage(tree);
	return { ...listing, files: tree.texts(listing.paths) };
}

/**
 * The YAML and JSON files of a package, without those in .krmignore and in subpackages (folders with their own
 * Kptfile), as kpt reads a package, and without folders that `render -o dir` wrote.
 * @throws Error when the folder can't be read
 */
export function listPackage(tree: Tree): Listing {
	const rules = ignore();
	for (const text of textsOf(tree, tree.entries(), IGNORED))
		rules.add(text.replace(/^\uFEFF/, ""));
	const listed = listFiles(tree, rules);
	const paths = (wanted: Listed["as"]) =>
		listed
			.flatMap(({ as, path }) => (as === wanted ? [path] : []))
			.sort(compareText);
	const subpackages = paths("package");
	const hiding = [
		...subpackages.map((folder) => [folder, "Kptfile"]),
		...paths("outputs").map((folder) => [folder, RECORD]),
	];
	return {
		paths: paths("file"),
		links: paths("link"),
		others: paths("other"),
		subpackages,
		hiddenBy(path) {
			if (rules.ignores(path)) return IGNORED;
			return hiding
				.find(([folder]) => path.startsWith(`${folder}/`))
				?.join("/");
		},
	};
}

/** The file with patterns of paths that are not part of the package. */
export const IGNORED = ".krmignore";

/** True for paths of files that can have resources, or that Helmfile reads by their names. */
export const isKrmFile = (path: string) =>
	/\.(?:ya?ml|json)$|(?:^|\/)Kptfile$/.test(path) ||
	toolOf(path) === "helmfile";

interface Listed {
	readonly path: string;
	readonly as: "file" | "link" | "package" | "outputs" | "other";
}

/** The text of a file in a folder, whose entries are known; none when it is not there. */
const textsOf = (tree: Tree, entries: readonly TreeEntry[], file: string) =>
	entries.some(({ name }) => name === file)
		? tree.texts([file]).map(({ text }) => text)
		: [];

/** What is in a tree and below it; `folder` is its path in the package. */
function listFiles(tree: Tree, rules: ignore.Ignore, folder = ""): Listed[] {
	const entries = tree.entries();
	const isInner = folder !== "";
	if (isInner && entries.some(({ name }) => name === "Kptfile"))
		return [{ path: folder, as: "package" }];
	if (
		isInner &&
		isOfOutputs(textsOf(tree, entries, RECORD).flatMap(parseRecord))
	)
		return [{ path: folder, as: "outputs" }];
	return entries.flatMap(({ name, as }): Listed[] => {
		if (UNREAD_FOLDERS.has(name)) return [];
		const path = joinFolders(folder, name);
		if (as === "folder")
			return rules.ignores(`${path}/`)
				? []
				: listFiles(tree.below(name), rules, path);
		if (as === "file" && !isKrmFile(path)) return [{ path, as: "other" }];
		const shown = as === "link" ? linkPath(join(tree.root, name), path) : path;
		const isWanted = isFolderPath(shown) || isKrmFile(shown);
		const isIgnored = rules.ignores(path) || rules.ignores(shown);
		return isWanted && !isIgnored ? [{ path: shown, as }] : [];
	});
}

const isFolderPath = (path: string) => path.endsWith("/");

/** The path of a link, with a slash at the end where it leads to a folder with files that can have resources. */
function linkPath(full: string, path: string): string {
	try {
		return readdirSync(full).some(isKrmFile) ? `${path}/` : path;
	} catch {
		return path;
	}
}
