import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import { fnv1a32 } from "../../ip/fnv1a.ts";

/** The new text of a file; undefined removes the file. */
type NewText = string | Uint8Array | undefined;

type NewFiles = ReadonlyMap<string, NewText>;

/**
 * Writes files below a folder. Before it writes anything it refuses paths outside of the folder, links, folders, `.git`,
 * and existing files that are not in `known` (without `known`, any file may be replaced). Then it replaces each file with
 * one rename and keeps its mode, so that readers see the old or the new file, even when this process is killed.
 *
 * @throws Error that names the path and what to do
 */
export function writePackageFiles(
	root: string,
	files: NewFiles,
	known?: ReadonlySet<string>,
): void {
	for (const file of files) refuseUnsafe(root, file, known);
	mkdirSync(root, { recursive: true });
	sweep(root);
	const folder = join(root, STAGING + ownId());
	try {
		const staged = stage(join(folder, ".git"), root, files);
		for (const [, to] of staged) mkdirSync(dirname(to), { recursive: true });
		for (const [from, to] of staged) renameSync(from, to);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	for (const [path, text] of files)
		if (text === undefined) rmSync(join(root, path), { force: true });
}

/**
 * Writes the new files to the staging folder. The folder is named `.git`, so that git never adds it: leftovers of a
 * killed run get into no commit.
 */
function stage(
	folder: string,
	root: string,
	files: NewFiles,
): readonly (readonly [from: string, to: string])[] {
	const texts = [...files].flatMap(([path, text]) =>
		text === undefined ? [] : [{ to: join(root, path), text }],
	);
	if (texts.length > 0) {
		// One by one: where a folder can't be made (/proc), Node's recursive mkdir tries for ever.
		mkdirSync(dirname(folder));
		mkdirSync(folder);
	}
	return texts.map(({ to, text }, i) => {
		const from = join(folder, String(i));
		writeFileSync(from, text, { flag: "wx" });
		const mode = statSync(to, { throwIfNoEntry: false })?.mode;
		if (mode !== undefined) chmodSync(from, mode);
		return [from, to];
	});
}

const STAGING = ".avi-routes-tmp-";

/** A text that no other run on this machine has: the nanoseconds of its clock. */
export const uniqueText = (): string => process.hrtime.bigint().toString(16);

/** Host and process of this run, and a text that no other run has. */
export const ownId = (): string => `${hostId()}-${process.pid}-${uniqueText()}`;

const ID = /^([0-9a-f]+)-(\d+)-[0-9a-f]+$/;

const hostId = () => fnv1a32(hostname()).toString(16);

/** Milliseconds after which a staging folder counts as abandoned. */
const ABANDONED = 3_600_000;

/** Removes the staging folders of runs that were killed. */
function sweep(root: string): void {
	for (const name of readdirSync(root)) {
		const id = name.startsWith(STAGING) ? name.slice(STAGING.length) : "";
		const folder = join(root, name);
		if (ID.test(id) && isAbandoned(folder, id))
			rmSync(folder, { recursive: true, force: true });
	}
}

/** True for files of a run that was killed: its process does not exist any more, or the files are old. */
export function isAbandoned(path: string, id: string): boolean {
	const [, host, pid] = ID.exec(id) ?? [];
	const stat = statSync(path, { throwIfNoEntry: false });
	const isOld = stat === undefined || Date.now() - stat.mtimeMs > ABANDONED;
	return isOld || (host === hostId() && !isRunning(Number(pid)));
}

/** True for another process of this host. */
function isRunning(pid: number): boolean {
	// The first process of a container has the same number each time.
	if (pid === process.pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/** True for a file that has the text already: another run of the package wrote it first. */
const isWritten = (full: string, text: NewText) =>
	text !== undefined && readFileSync(full).equals(Buffer.from(text));

/** Throws for a path that must not be written to. */
export function refuseUnsafe(
	root: string,
	[path, text]: readonly [path: string, text: NewText],
	known?: ReadonlySet<string>,
): void {
	const steps = path.split("/");
	if (isAbsolute(path) || steps.includes(".."))
		throw new Error(`${path} leads out of the folder; correct the path`);
	if (resolve(root, path).toLowerCase().split(sep).includes(".git"))
		throw new Error(`${path} is in git's own folder; write elsewhere`);
	refuseTaken(root, [path, text], known);
}

/** Throws when a folder or an unknown file has the path. */
function refuseTaken(
	root: string,
	[path, text]: readonly [path: string, text: NewText],
	known: ReadonlySet<string> | undefined,
): void {
	const steps = path.split("/");
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
				`${part} is not a ${isLast ? "file" : "folder"}; move it away, because ${path} goes there`,
			);
		const isUnknown = isLast && known !== undefined && !known.has(path);
		if (isUnknown && !isWritten(join(root, path), text))
			throw new Error(
				`${path} exists and is not a file of the package (.krmignore or a Kptfile hides it); move it away, or let the package read it`,
			);
	}
}
