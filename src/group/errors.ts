import type { InputId } from "../../schemas/generated/check-ids.ts";
import type { Head } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";

type More = Pick<
	Parameters<typeof resultAt>[1],
	"field" | "currentValue" | "cluster"
>;

const errorOf =
	(check: InputId) =>
	(item: Head | undefined, message: string, more: More = {}): Result =>
		resultAt(item, { check, severity: "error", message, ...more });

/** An error about an item of the input, or about a field of it. */
export const inputError = errorOf("input-invalid");

/** An error about objects whose cluster is not clear. */
export const clusterError = errorOf("cluster-ambiguous");
