import { resolve } from "node:path";
import { hasLiveMarks } from "../../group/live-marks.ts";
import { rawKindOf } from "../../group/raw/raw-kinds.ts";
import { isSnapshotItem } from "../../group/read-facts.ts";
import { passedOver } from "../../group/unread-texts.ts";
import { INDEX, LOCAL_CONFIG, OWNER, PATH } from "../../krm/annotations.ts";
import { fileIndex, filePath, type Item } from "../../krm/item.ts";
import type { Problem } from "../../krm/problem.ts";
import type { Result } from "../../krm/result.ts";
import { isListKind } from "../../model/kinds.ts";
import type { LeftOut } from "../../snapshot/make-snapshot.ts";
import type { Surroundings } from "../command-line/run.ts";
import type { ReadSource } from "./read-source.ts";
import { shownPath, withShownPath } from "./shown-paths.ts";
import { readSources } from "./sources.ts";

/**
 * Reads the arguments of `import` (files, folders, ResourceLists or `-`), each object as a dump of a live cluster;
 * without outputs of this tool, and without the file to write.
 */
export async function readDumps(
	paths: readonly string[],
	output: string | undefined,
	surroundings: Surroundings,
): Promise<
	{ items: Item[]; results: Result[]; leftOut: LeftOut | undefined } | Problem
> {
	const sources = await readSources(paths, surroundings);
	if ("problem" in sources) return sources;
	const isOutput = (path: string | undefined) =>
		path !== undefined &&
		output !== undefined &&
		resolve(path) === resolve(output);
	const items = sources.flatMap((read) =>
		read.source.items
			.filter((item) => isWanted(item, read))
			.map((item) => asDump(item, read)),
	);
	const results = sources.flatMap((read) =>
		[...read.results, ...passedOver(read.source.unread ?? [], "")].map(
			(result) => withShownPath(result, read),
		),
	);
	const isDumpLeftOut =
		paths.some(isOutput) ||
		items.some((item) => isOutput(filePath(item)) && !isSnapshotItem(item));
	const leftOut = isDumpLeftOut
		? { what: `${output}, the file of -o`, remedy: "name another one with -o" }
		: otherNames(sources);
	return {
		items: items.filter((item) => !isOutput(filePath(item))),
		results: results.filter(({ file }) => !isOutput(file?.path)),
		leftOut,
	};
}

const HIDDEN = /(?:^|\/)\./;

const MAX_NAMED = 3;

/** The files of folders that were left out because of their names. */
function otherNames(sources: readonly ReadSource[]): LeftOut | undefined {
	const paths = sources.flatMap((read) =>
		(read.others ?? [])
			.filter((path) => !HIDDEN.test(path) && !read.hiddenBy?.(path))
			.map((path) => shownPath(read, path)),
	);
	if (paths.length === 0) return undefined;
	const more = paths.length - MAX_NAMED;
	const named = paths.slice(0, MAX_NAMED).join(", ");
	return {
		what: `${named}${more > 0 ? ` and ${more} more files` : ""}; want .yaml, .yml or .json`,
		remedy: "name the file with the nodes itself",
	};
}

/** True for objects with facts about a cluster; in files that the user named, also for those that give an error. */
function isWanted(item: Item, { origin }: ReadSource): boolean {
	const { apiVersion, kind, annotations } = item;
	const isEmitted = annotations[OWNER] !== undefined && !hasLiveMarks(item);
	if (isEmitted || kind === "AviRoutes") return false;
	return (
		origin === "files" ||
		isSnapshotItem(item) ||
		isListKind(apiVersion, kind) ||
		rawKindOf(item) !== undefined
	);
}

/** The item marked as a dump, also when its uid was removed. */
function asDump(item: Item, read: ReadSource): Item {
	const path = filePath(item);
	const place =
		path === undefined
			? {}
			: { [PATH]: shownPath(read, path), [INDEX]: String(fileIndex(item)) };
	return item.placed({ ...place, [LOCAL_CONFIG]: "true" });
}
