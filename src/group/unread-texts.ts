import { type Item, isLocalConfig } from "../krm/item.ts";
import { resultAt, textError } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { textProblem } from "../read/make-item.ts";
import { hasName, isForTools } from "./deployable.ts";

/**
 * Errors for objects that pass through unchanged and that an applier would refuse: invalid YAML, which breaks the
 * whole stream, and objects without a name. Nothing else reads most of them; what `known` has told is left out.
 */
export function unreadTexts(
	items: readonly Item[],
	unstamped: ReadonlySet<Item>,
	known: readonly Result[],
): Result[] {
	const placeOf = ({ file, line }: Result) => `${file?.path}:${line}`;
	const told = new Set(known.map(placeOf));
	return items.flatMap((item) => {
		if (isLocalConfig(item) || unstamped.has(item) || isForTools(item))
			return [];
		const trouble = textProblem(item);
		if (trouble === undefined && hasName(item)) return [];
		const result = trouble ? textError(item, trouble) : nameless(item);
		return told.has(placeOf(result)) ? [] : [result];
	});
}

function nameless(item: Item): Result {
	const result = resultAt(item, {
		check: "input-invalid",
		severity: "warning",
		message: `a ${item.kind} without metadata.name can't be applied, and render leaves it out; name it, or put its file into .krmignore`,
	});
	return { ...result, line: item.line };
}
