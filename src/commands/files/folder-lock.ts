import {
	linkSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isAbandoned, ownId, refuseUnsafe, uniqueText } from "./write-files.ts";

/** The lock is a file below a folder named `.git`, so that git never adds what a killed run leaves behind. */
const LOCK = ".avi-routes-tmp-lock";

/** Milliseconds between attempts to take the lock, and until the run gives up. */
const PAUSE = 20;
const MAX_WAIT = 60_000;

/**
 * Runs the change while no other run changes the folder, in whatever process. The lock of a run that was killed is taken
 * over.
 *
 * @throws Error when another run holds the lock for a minute, or the folder can't be written to
 */
export function whileLocked<Value>(root: string, change: () => Value): Value {
	refuseUnsafe(root, [`${LOCK}/owner`, undefined]);
	mkdirSync(root, { recursive: true });
	const [outer, inner] = [join(root, LOCK), join(root, LOCK, ".git")];
	const file = join(inner, "owner");
	for (const start = Date.now(); !isTaken([outer, inner], file); ) {
		if (Date.now() - start > MAX_WAIT)
			throw new Error(
				`another run has been writing there for a minute; wait for it, or remove ${outer}`,
			);
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
	}
	try {
		return change();
	} finally {
		rmSync(file, { force: true });
		unless(["ENOTEMPTY", "ENOENT", "EEXIST"], () => rmdirSync(inner));
		unless(["ENOTEMPTY", "ENOENT", "EEXIST"], () => rmdirSync(outer));
	}
}

/** Takes the lock; false while another run has it. */
function isTaken(folders: readonly string[], file: string): boolean {
	// Another run removes the empty folders when it ends.
	for (const folder of folders)
		unless(["EEXIST", "ENOENT"], () => mkdirSync(folder));
	if (
		unless(["EEXIST", "ENOENT"], () =>
			writeFileSync(file, ownId(), { flag: "wx" }),
		)
	)
		return true;
	unless(["ENOENT"], () => removeAbandoned(file));
	return false;
}

/** Removes the lock of a run that was killed, by a rename: of several runs that try, one succeeds. */
function removeAbandoned(file: string): void {
	const seen = readFileSync(file, "utf8");
	// A run that ended by itself has removed its lock, and this may be the next one's.
	if (!isAbandoned(file, seen) || readFileSync(file, "utf8") !== seen) return;
	const aside = `${file}-${uniqueText()}`;
	renameSync(file, aside);
	// Another run may have removed the abandoned lock first and taken its own: put that back.
	if (readFileSync(aside, "utf8") !== seen)
		unless(["EEXIST"], () => linkSync(aside, file));
	rmSync(aside, { force: true });
}

/** Runs the action; false when it fails with one of the codes. */
function unless(codes: readonly string[], action: () => void): boolean {
	try {
		action();
		return true;
	} catch (error) {
		const { code = "" } = error as NodeJS.ErrnoException;
		if (codes.includes(code)) return false;
		throw error;
	}
}
