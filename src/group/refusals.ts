import type { Item } from "../krm/item.ts";
import type { Result } from "../krm/result.ts";
import { inputError } from "./errors.ts";
import { valueAt, valueRead } from "./targets/mapping.ts";

/** Errors of the API server that were kept instead of what was asked for, as curl and proxies do. */
export function refusals(items: readonly Item[]): Result[] {
	return items
		.filter(({ apiVersion, kind }) => kind === "Status" && apiVersion === "v1")
		.flatMap((item) => {
			const value = valueRead(item.read({ status: true, message: true }));
			if (valueAt(value, ["status"]) !== "Failure") return [];
			const message = valueAt(value, ["message"]) ?? "no message";
			return inputError(
				item,
				`the API server refused what was to be dumped: ${String(message)}; dump again as somebody who may read it`,
			);
		});
}
