import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OWNER } from "../../krm/annotations.ts";
import { groupBy } from "../../krm/group-by.ts";
import { joinFolders } from "../../krm/paths.ts";
import { readFiles } from "../../read/read-files.ts";
import { printable } from "../../report/printable.ts";
import { plural } from "../../report/text.ts";
import { whileLocked } from "../files/folder-lock.ts";
import { relativePath } from "../files/paths.ts";
import { decoded, orProblem } from "../files/tree.ts";
import { writePackageFiles } from "../files/write-files.ts";
import { asDocument } from "./changed-files.ts";
import type { Deployable } from "./deployables.ts";
import { type Entry, RECORD, readRecord } from "./output-record.ts";
import type { Destination, Written } from "./written.ts";

/** Writes each resource to its own path, and removes outputs of earlier runs whose clusters are gone. */
export function writeOutputFolder(
	items: readonly Deployable[],
	destination: Destination,
): Written {
	const { to } = destination;
	const byFile = groupBy(items, ({ path }) => path);
	const files = new Map<string, string>();
	for (const [path, own] of byFile)
		files.set(path, own.map(({ item }) => asDocument(item)).join("---\n"));
	return orProblem(
		() => whileLocked(to, () => writeBoth(items, files, destination)),
		`${to} can't be written: `,
	);
}

/** Writes the outputs and the record, which must not change in between. */
function writeBoth(
	items: readonly Deployable[],
	files: ReadonlyMap<string, string>,
	{ to, from, only }: Destination,
): Written {
	const source = relativePath(to, from);
	const known = readRecord(to);
	const isStale = ([of, cluster, path]: Entry) =>
		of === source &&
		!files.has(path) &&
		(only === undefined || only === cluster);
	const stale = known
		.filter((entry) => isStale(entry) && isOurs(to, entry[2]))
		.map(([, , path]) => path);
	const kept = known.filter(
		(entry) => !isStale(entry) && !(entry[0] === source && files.has(entry[2])),
	);
	const emitted = items
		.filter(({ item }) => item.annotations[OWNER] !== undefined)
		.map(({ cluster = "", path }): Entry => [source, cluster, path]);
	const record = [...kept, ...emitted]
		.map((entry) => `${JSON.stringify(entry)}\n`)
		.sort();
	const hasRecord = record.length + known.length > 0;
	const written = new Map<string, string | undefined>([
		...files,
		...stale.map((path) => [path, undefined] as const),
		...(hasRecord ? [[RECORD, record.join("")] as const] : []),
	]);
	writePackageFiles(to, written);
	return {
		stdout: [...files.keys()]
			.map((path) => `${printable(joinFolders(to, path))}\n`)
			.join(""),
		summary: `${plural(files.size, "file")} written to ${to}${stale.length === 0 ? "" : `, ${stale.length} removed`}`,
		lines: stale.map((path) => `removed ${joinFolders(to, path)}`),
	};
}

/** True for an existing file with only outputs of this tool. */
function isOurs(to: string, path: string): boolean {
	const full = join(to, path);
	if (!existsSync(full)) return false;
	const { value } = readFiles([decoded(readFileSync(full), path)]);
	return (
		value.length > 0 &&
		value.every(({ annotations }) => annotations[OWNER] !== undefined)
	);
}
