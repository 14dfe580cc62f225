import { fstatSync, readSync, writeSync } from "node:fs";
import { noLap } from "../../krm/lap.ts";

/** True for a terminal; the module that detects it is slow to load, and not used for files and pipes. */
export function isTerminal(descriptor: number): boolean {
	if (!fstatSync(descriptor).isCharacterDevice()) return false;
	const { isatty } = require("node:tty") as typeof import("node:tty");
	return isatty(descriptor);
}

/** Bytes of the buffer for the first read, and for later ones. */
const FIRST = 1 << 18;
const SECOND = 1 << 26;

/** All of standard input; read synchronously if possible, because the streams of `process` are slow to load. */
export async function readStdin(lap = noLap): Promise<Uint8Array> {
	let bytes: Buffer = Buffer.allocUnsafeSlow(fileSize() ?? FIRST);
	let length = 0;
	try {
		for (;;) {
			// Allocated memory that is never written costs nothing.
			if (length === bytes.length) bytes = larger(bytes);
			const count = readSync(0, bytes, length, bytes.length - length, null);
			if (count === 0) return bytes.subarray(0, length);
			length += count;
			lap("read", { bytes: length });
		}
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "EOF") return bytes.subarray(0, length);
		if (code !== "EAGAIN") throw error;
	}
	const chunks = [bytes.subarray(0, length)];
	for await (const chunk of process.stdin) {
		chunks.push(chunk as Buffer);
		length += (chunk as Buffer).length;
		lap("read", { bytes: length });
	}
	return Buffer.concat(chunks);
}

function larger(bytes: Buffer): Buffer {
	const size = Math.max(SECOND, bytes.length * 2);
	const copy = Buffer.allocUnsafeSlow(size);
	bytes.copy(copy);
	return copy;
}

/** The size of the file that is standard input, and one more to see its end; undefined for a pipe. */
function fileSize(): number | undefined {
	const stats = fstatSync(0);
	return stats.isFile() ? stats.size + 1 : undefined;
}

/** Bytes per write: few, because writing to new memory is slow. */
const BATCH = 1 << 18;

/** Maximum UTF-16 code units that surely fit a batch. */
const MAX_UNITS = Math.floor(BATCH / 3);

/**
 * Writes the parts of a text to standard output.
 * @throws Error when not all of it can be written: the disk is full, or the reader has closed the pipe
 */
export async function writeStdout(parts: readonly string[]): Promise<void> {
	// One buffer for all writes: a long text is never in memory twice.
	const batch = Buffer.allocUnsafeSlow(BATCH);
	let used = 0;
	for (let i = 0; i < parts.length; i++) {
		const part = parts[i] as string;
		for (let at = 0; at < part.length; ) {
			const end = pieceEnd(part, at);
			const most = (end - at) * 3;
			if (used + most > BATCH) {
				await writeBytes(batch.subarray(0, used));
				used = 0;
			}
			const piece =
				at === 0 && end === part.length ? part : part.slice(at, end);
			used += batch.write(piece, used);
			at = end;
		}
	}
	await writeBytes(batch.subarray(0, used));
}

/** The end of a piece that fits a batch; a pair of surrogates stays together. */
function pieceEnd(text: string, start: number): number {
	const end = start + MAX_UNITS;
	if (end >= text.length) return text.length;
	const isSplit = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
	return isSplit ? end - 1 : end;
}

async function writeBytes(all: Buffer): Promise<void> {
	let bytes = all;
	try {
		while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "EAGAIN") throw error;
		await new Promise<void>((done, fail) => {
			// Without a listener of its own the same error would end the process.
			process.stdout.once("error", fail);
			process.stdout.write(bytes, () => done());
		});
	}
}
