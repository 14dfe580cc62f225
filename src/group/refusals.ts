import type { Item } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";

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
			return resultAt(item, {
				check: "input-invalid",
				severity: "error",
				message: `the API server refused what was to be dumped: ${String(message)}; dump again as somebody who may read it`,
			});
		});
}
