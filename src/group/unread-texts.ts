import { fileRef, type Item, isLocalConfig } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { textProblem } from "../read/make-item.ts";
import { hasName, isForTools } from "./deployable.ts";

/**
 * Errors for objects that pass through unchanged and that an applier would refuse: invalid YAML, which breaks the
 * whole stream, and objects without a name. Nothing else reads most of them.
 */
export function unreadTexts(
	items: readonly Item[],
	unstamped: ReadonlySet<Item>,
): Result[] {
	return items.flatMap((item) => {
		if (isLocalConfig(item) || unstamped.has(item) || isForTools(item))
			return [];
		const trouble = textProblem(item);
		if (trouble !== undefined) return [invalid(item, trouble)];
		return hasName(item) ? [] : [nameless(item)];
	});
}

function invalid(
	item: Item,
	{ problem, line }: { readonly problem: string; readonly line: number },
): Result {
	const at = item.line + line;
	const file = fileRef(item);
	return {
		message: `${file?.path ?? "input"}:${at}: ${item.kind} ${item.name}: ${problem}`,
		line: at,
		severity: "error",
		...(file === undefined ? {} : { file }),
		tags: { check: "input-invalid" },
	};
}

function nameless(item: Item): Result {
	const result = resultAt(item, {
		check: "input-invalid",
		severity: "warning",
		message: `a ${item.kind} without metadata.name can't be applied, and render leaves it out; name it, or put its file into .krmignore`,
	});
	return { ...result, line: item.line };
}
