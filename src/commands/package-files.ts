import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import ignore from "ignore";
import { UNREAD_FOLDERS } from "../config/fields.ts";
import { compareText } from "../krm/order.ts";
import type { Problem } from "../krm/problem.ts";
import type { Result } from "../krm/result.ts";
import type { FileText } from "../read/read-files.ts";
import { systemError } from "../report/system-error.ts";
import { decodeText, notText } from "../text/decode.ts";
import { isOfOutputs, RECORD, readRecord } from "./output-record.ts";
import { relativePath } from "./relative-path.ts";

/** The content of a package folder. */
export interface PackageFiles {
	readonly files: readonly FileText[];
	/** Symbolic links to files, and to folders (with a slash at the end): like kpt, this tool does not follow them. */
	readonly links: readonly string[];
	/** Files that are not read because of their names; .krmignore may name them. */
	readonly others: readonly string[];
	/** Folders with their own Kptfile: packages that are read separately. */
	readonly subpackages: readonly string[];
	/** Why a file with that path is not read as part of the package; undefined when it is read. */
	readonly hiddenBy: (path: string) => string | undefined;
}

/** The result for a link that was not followed. */
export function unreadLink(path: string): Result {
	const what = isFolderPath(path) ? "folder" : "file";
	return {
		message: `${path} is a symbolic link and is not read; put the ${what} itself there`,
		severity: "warning",
		file: { path: path.replace(/\/$/, "") },
		tags: { check: "input-invalid" },
	};
}

/**
 * The YAML and JSON files of a package folder, sorted by path, without those in .krmignore and in subpackages
 * (folders with their own Kptfile), as kpt reads a package, and without folders that `render -o dir` wrote; or why
 * they can't be read.
 */
export function readPackageFiles(root: string): PackageFiles | Problem {
	if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
		return { problem: `${root} is not a folder; name the folder of a package` };
	try {
		const ignored = join(root, ".krmignore");
		const rules = ignoreRules(
			existsSync(ignored)
				? decoded(readFileSync(ignored), ignored).text
				: undefined,
		);
		const listed = listFiles(root, root, rules);
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
			links: paths("link"),
			others: paths("other"),
			subpackages,
			hiddenBy(path) {
				if (rules.ignores(path)) return ".krmignore";
				return hiding
					.find(([folder]) => path.startsWith(`${folder}/`))
					?.join("/");
			},
			files: paths("file").map((path) =>
				decoded(readFileSync(join(root, path)), path),
			),
		};
	} catch (error) {
		return { problem: `${root} can't be read: ${systemError(error)}` };
	}
}

/**
 * The text of a file's bytes, with their encoding.
 * @throws Error for bytes that are no text, which could not be written back unchanged
 */
export function decoded(bytes: Uint8Array, path: string): FileText {
	const read = decodeText(bytes);
	if (read === undefined)
		throw new Error(`${path} ${notText(bytes)}, or name it in .krmignore`);
	return { path, ...read };
}

/** The rules in the text of a .krmignore. */
export function ignoreRules(text = ""): ignore.Ignore {
	return ignore().add(text.replace(/^\uFEFF/, ""));
}

/** True for names of files that can have resources. */
export function isKrmFile(path: string): boolean {
	return /\.(?:ya?ml|json)$|(?:^|\/)Kptfile$/.test(path);
}

interface Listed {
	readonly path: string;
	readonly as: "file" | "link" | "package" | "outputs" | "other";
}

function listFiles(
	root: string,
	folder: string,
	rules: ignore.Ignore,
): Listed[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap(
		(entry): Listed[] => {
			const full = join(folder, entry.name);
			const path = relativePath(root, full);
			if (UNREAD_FOLDERS.has(entry.name)) return [];
			if (entry.isDirectory()) {
				if (rules.ignores(`${path}/`)) return [];
				if (existsSync(join(full, "Kptfile"))) return [{ path, as: "package" }];
				return isOfOutputs(readRecord(full))
					? [{ path, as: "outputs" }]
					: listFiles(root, full, rules);
			}
			if (entry.isSymbolicLink()) return linkAt(full, path, rules);
			if (!entry.isFile()) return [];
			if (!isKrmFile(path)) return [{ path, as: "other" }];
			return rules.ignores(path) ? [] : [{ path, as: "file" }];
		},
	);
}

function linkAt(full: string, path: string, rules: ignore.Ignore): Listed[] {
	const shown = linkPath(full, path);
	const isWanted = isFolderPath(shown) || isKrmFile(shown);
	return isWanted && !rules.ignores(path) && !rules.ignores(shown)
		? [{ path: shown, as: "link" }]
		: [];
}

/** True for the path of a folder. */
export const isFolderPath = (path: string) => path.endsWith("/");

/** The path of a link, with a slash at the end where it leads to a folder with files that can have resources. */
export function linkPath(full: string, path: string): string {
	try {
		return readdirSync(full).some(isKrmFile) ? `${path}/` : path;
	} catch {
		return path;
	}
}
