import { API_VERSION } from "../krm/api.ts";
import { filePath, type Item } from "../krm/item.ts";
import { compareItems } from "../krm/item-order.ts";
import type { Result } from "../krm/result.ts";
import { namelessProblem } from "../read/head.ts";
import { isRelevant } from "../read/relevant.ts";
import { inputError } from "./errors.ts";
import { rawKindOf } from "./raw/raw-kinds.ts";
import { parsedValue } from "./targets/mapping.ts";

/** Errors for items that are read and have no name; items that are not read need none. */
export function namelessItems(items: readonly Item[]): Result[] {
	const nameless = items
		.filter((item) => item.name === "" && isRead(item) && isRelevant(item.text))
		.sort(compareItems);
	const rest = nameless.length - MAX_REPORTED;
	return nameless.slice(0, MAX_REPORTED).map((item, i) => {
		const others = rest === 1 ? "object has" : "objects have";
		const more = rest > 0 && i === 0 ? `; ${rest} more ${others} none` : "";
		const value = parsedValue(item);
		const where =
			filePath(item) === undefined ? `line ${item.line} of the input: ` : "";
		const index = item.index === undefined ? "" : `items[${item.index}]: `;
		const message = `${where}${index}${namelessProblem(item, value)}${more}`;
		const result = inputError(item, message);
		const isInFile = (item.container ?? item).wire !== undefined;
		return isInFile ? { ...result, line: item.line } : result;
	});
}

/** Maximum reported individually. */
const MAX_REPORTED = 100;

const isRead = (item: Item) =>
	item.apiVersion === API_VERSION || rawKindOf(item) !== undefined;
