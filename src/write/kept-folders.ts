import { groupBy } from "../krm/group-by.ts";
import { filePath, type Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import { folderOf } from "../krm/paths.ts";
import type { Result } from "../krm/result.ts";
import type { Output } from "../render/output.ts";

/**
 * An info for each folder of outputs that an earlier `spec.output.directory` named: they stay there. Files that
 * somebody moved or renamed one by one are not mentioned.
 */
export function keptFolders(replaced: ReadonlyMap<Item, Output>): Result[] {
	const kept = [...replaced].flatMap(([item, { path }]) => {
		const folder = folderOf(folderOf(path));
		const tail = path.slice(folder === "" ? 0 : folder.length + 1);
		const here = `/${filePath(item) ?? ""}`;
		if (!here.endsWith(`/${tail}`) || here === `/${path}`) return [];
		const old = here.slice(1, -tail.length - 1);
		return [{ item, old: old || ".", now: folder || "." }];
	});
	return [...groupBy(kept, ({ old, now }) => `${old}\n${now}`).values()].map(
		([first]) => toResult(first as (typeof kept)[number]),
	);
}

function toResult(kept: { item: Item; old: string; now: string }): Result {
	const { item, old, now } = kept;
	const message = `the outputs in ${old} stay there, new ones go to ${now} (spec.output.directory); move the files to ${now}, or delete them and render again`;
	return resultAt(item, { check: "output-kept", severity: "info", message });
}
