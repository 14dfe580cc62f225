import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The file that records the outputs in a folder and their package: only these are ever removed. */
export const RECORD = ".avi-routes-files";

/** An output of an earlier run: the package relative to the folder, the cluster, the file. */
export type Entry = readonly [source: string, cluster: string, path: string];

/** The outputs that the record in a folder names; none without a record. */
export function readRecord(folder: string): readonly Entry[] {
	const path = join(folder, RECORD);
	return existsSync(path) ? parseRecord(readFileSync(path, "utf8")) : [];
}

/** The outputs in the text of a record; other lines are skipped. */
export const parseRecord = (text: string): readonly Entry[] =>
	text.split("\n").flatMap(parseEntry);

function parseEntry(line: string): Entry[] {
	try {
		const entry: unknown = JSON.parse(line);
		const isEntry =
			Array.isArray(entry) &&
			entry.length === 3 &&
			entry.every((part) => typeof part === "string");
		return isEntry ? [entry as unknown as Entry] : [];
	} catch {
		return [];
	}
}

/**
 * True for the record of a folder that was rendered from packages elsewhere: read as part of a package around it, each
 * output would be there twice. A folder that holds one of these packages has sources, and is read.
 */
export const isOfOutputs = (record: readonly Entry[]): boolean =>
	record.length > 0 && record.every(([source]) => /^\.\.(?:\/|$)/.test(source));
