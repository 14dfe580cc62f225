import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore from "ignore";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import type { FileText } from "../read/read-files.ts";

/** What a package folder holds. */
export interface PackageFiles {
	readonly files: readonly FileText[];
	/** Symbolic links where files could be: kpt does not follow them either. */
	readonly links: readonly string[];
	/** Folders with a Kptfile of their own: packages that are read by themselves. */
	readonly subpackages: readonly string[];
}

/** Says that a link was not followed. */
export function unreadLink(path: string): Result {
	const message = `${path} is a symbolic link and is not read; put the file itself there`;
	return {
		message,
		severity: "warning",
		file: { path },
		tags: { check: "input-invalid" },
	};
}

/**
 * The YAML and JSON files of a package folder, sorted by path, without what .krmignore names and without subpackages
 * (folders with a Kptfile of their own), as kpt reads a package; or why they can't be read.
 */
export function readPackageFiles(
	root: string,
): PackageFiles | { readonly problem: string } {
	if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
		return { problem: `${root} is no folder; name the folder of a package` };
	try {
		const rules = ignore();
		const ignoreFile = join(root, ".krmignore");
		if (existsSync(ignoreFile)) rules.add(readFileSync(ignoreFile, "utf8"));
		const listed = listFiles(root, root, rules);
		const paths = (wanted: Listed["as"]) =>
			listed
				.flatMap(({ as, path }) => (as === wanted ? [path] : []))
				.sort(compareText);
		return {
			links: paths("link"),
			subpackages: paths("package"),
			files: paths("file").map((path) => ({
				path,
				text: readFileSync(join(root, path), "utf8"),
			})),
		};
	} catch (error) {
		return { problem: `${root} can't be read: ${(error as Error).message}` };
	}
}

/** True for the names of files that can hold resources. */
export function isKrmFile(path: string): boolean {
	return /\.(?:ya?ml|json)$|(?:^|\/)Kptfile$/.test(path);
}

interface Listed {
	readonly path: string;
	readonly as: "file" | "link" | "package";
}

function listFiles(
	root: string,
	folder: string,
	rules: ignore.Ignore,
): Listed[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap(
		(entry): Listed[] => {
			const full = join(folder, entry.name);
			const path = relative(root, full).split(sep).join("/");
			if (entry.name === ".git" || entry.name === "node_modules") return [];
			if (entry.isDirectory()) {
				if (rules.ignores(`${path}/`)) return [];
				return existsSync(join(full, "Kptfile"))
					? [{ path, as: "package" }]
					: listFiles(root, full, rules);
			}
			const isLink = entry.isSymbolicLink();
			const isKrm =
				(entry.isFile() || isLink) && isKrmFile(path) && !rules.ignores(path);
			return isKrm ? [{ path, as: isLink ? "link" : "file" }] : [];
		},
	);
}

/** Writes files below a folder, each whole or not at all; a text that is undefined removes the file. */
export function writePackageFiles(
	root: string,
	files: ReadonlyMap<string, string | undefined>,
): void {
	const staged = [...files].map(([path, text]) => ({
		full: join(root, path),
		text,
	}));
	for (const { full, text } of staged) {
		if (text === undefined) continue;
		mkdirSync(dirname(full), { recursive: true });
		writeFileSync(`${full}.avi-routes-new`, text);
	}
	for (const { full, text } of staged) {
		if (text === undefined) rmSync(full);
		else renameSync(`${full}.avi-routes-new`, full);
	}
}
