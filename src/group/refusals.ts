import type { Item } from "../krm/item.ts";
import type { Result } from "../krm/result.ts";
import { inputError } from "./errors.ts";

/** Errors of the API server that were kept instead of what was asked for, as curl and proxies do. */
export function refusals(items: readonly Item[]): Result[] {
	return items
		.filter(({ apiVersion, kind }) => kind === "Status" && apiVersion === "v1")
		.flatMap((item) => {
			const parsed = item.read({ status: true, message: true });
			const { status, message = "no message" } =
				"value" in parsed
					? (parsed.value as { status?: unknown; message?: unknown })
					: {};
			if (status !== "Failure") return [];
			return inputError(
				item,
				`the API server refused what was to be dumped: ${String(message)}; dump again as somebody who may read it`,
			);
		});
}
