import { randomBytes } from "node:crypto";
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import ignore from "ignore";
import { UNREAD_FOLDERS } from "../config/fields.ts";
import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";
import type { FileText } from "../read/read-files.ts";
import { systemError } from "../report/system-error.ts";
import { decodeText, NOT_TEXT } from "../text/decode.ts";

/** What a package folder holds. */
export interface PackageFiles {
	readonly files: readonly FileText[];
	/** Symbolic links where files could be: kpt does not follow them either. */
	readonly links: readonly string[];
	/** Folders with a Kptfile of their own: packages that are read by themselves. */
	readonly subpackages: readonly string[];
	/** What keeps a file of that path from being read as part of the package; undefined where nothing does. */
	readonly hiddenBy: (path: string) => string | undefined;
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
		const ignoreFile = join(root, ".krmignore");
		const rules = ignoreRules(
			existsSync(ignoreFile)
				? decoded(readFileSync(ignoreFile), ignoreFile).text
				: undefined,
		);
		const listed = listFiles(root, root, rules);
		const paths = (wanted: Listed["as"]) =>
			listed
				.flatMap(({ as, path }) => (as === wanted ? [path] : []))
				.sort(compareText);
		const subpackages = paths("package");
		return {
			links: paths("link"),
			subpackages,
			hiddenBy(path) {
				if (rules.ignores(path)) return ".krmignore";
				const inner = subpackages.find((sub) => path.startsWith(`${sub}/`));
				return inner === undefined ? undefined : `${inner}/Kptfile`;
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
 *
 * @throws Error for bytes that are no text: written back, they would be others
 */
export function decoded(bytes: Uint8Array, path: string): FileText {
	const read = decodeText(bytes);
	if (read === undefined)
		throw new Error(`${path} ${NOT_TEXT}, or name it in .krmignore`);
	return { path, ...read };
}

/** The rules of a .krmignore, of its text. */
export function ignoreRules(text = ""): ignore.Ignore {
	return ignore().add(text.replace(/^\uFEFF/, ""));
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
			if (UNREAD_FOLDERS.has(entry.name)) return [];
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

/**
 * Writes files below a folder; a text that is undefined removes the file. Everything that can be known to stand in the
 * way is looked for before anything is written: what leads out of the folder, links, folders, and files that are there
 * but are none of `known` (any file may be replaced where these are not given). Then each file is written whole or not
 * at all, and keeps its mode.
 *
 * @throws Error that names the path and what to do
 */
export function writePackageFiles(
	root: string,
	files: ReadonlyMap<string, string | Uint8Array | undefined>,
	known?: ReadonlySet<string>,
): void {
	for (const path of files.keys()) refuseUnsafe(root, path, known);
	const staged: [from: string, to: string][] = [];
	try {
		for (const [path, text] of files) {
			if (text === undefined) continue;
			const full = join(root, path);
			mkdirSync(dirname(full), { recursive: true });
			const from = join(
				dirname(full),
				`.avi-routes-${randomBytes(8).toString("hex")}`,
			);
			staged.push([from, full]);
			writeFileSync(from, text, { flag: "wx" });
			const mode = statSync(full, { throwIfNoEntry: false })?.mode;
			if (mode !== undefined) chmodSync(from, mode);
		}
		for (const [from, to] of staged) renameSync(from, to);
	} catch (error) {
		for (const [from] of staged) rmSync(from, { force: true });
		throw error;
	}
	for (const [path, text] of files)
		if (text === undefined) rmSync(join(root, path));
}

/** Throws for a path that must not be written to. */
function refuseUnsafe(
	root: string,
	path: string,
	known: ReadonlySet<string> | undefined,
): void {
	const steps = path.split("/");
	if (isAbsolute(path) || steps.includes(".."))
		throw new Error(`${path} leads out of the folder; correct the path`);
	for (const [i] of steps.entries()) {
		const part = steps.slice(0, i + 1).join("/");
		const stat = lstatSync(join(root, part), { throwIfNoEntry: false });
		if (stat === undefined) return;
		const isLast = i === steps.length - 1;
		if (stat.isSymbolicLink())
			throw new Error(
				`${part} is a symbolic link; put a ${isLast ? "file" : "folder"} there`,
			);
		if (isLast ? !stat.isFile() : !stat.isDirectory())
			throw new Error(
				`${part} is no ${isLast ? "file" : "folder"}; move it away, ${path} goes there`,
			);
		if (isLast && known !== undefined && !known.has(path))
			throw new Error(
				`${path} is there and is no file of the package (.krmignore or a Kptfile hides it); move it away, or let the package read it`,
			);
	}
}
