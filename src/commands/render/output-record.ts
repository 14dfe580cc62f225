import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonValue } from "../../text/json-value.ts";

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
	text.split("\n").map(jsonValue).filter(isEntry);

const isEntry = (value: unknown): value is Entry =>
	Array.isArray(value) &&
	value.length === 3 &&
	value.every((part) => typeof part === "string");

/**
 * True for the record of a folder that was rendered from packages elsewhere: read as part of a package around it, each
 * output would be there twice. A folder that holds one of these packages has sources, and is read.
 */
export const isOfOutputs = (record: readonly Entry[]): boolean =>
	record.length > 0 && record.every(([source]) => /^\.\.(?:\/|$)/.test(source));
