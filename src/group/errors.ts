import type { InputId } from "../../schemas/generated/check-ids.ts";
import type { Head } from "../krm/item.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result, Severity } from "../krm/result.ts";

type More = Pick<
	Parameters<typeof resultAt>[1],
	"field" | "currentValue" | "cluster"
>;

const resultOf =
	(check: InputId, severity: Severity) =>
	(item: Head | undefined, message: string, more: More = {}): Result =>
		resultAt(item, { check, severity, message, ...more });

/** An error about an item of the input, or about a field of it. */
export const inputError = resultOf("input-invalid", "error");

/** A warning about an item of the input. */
export const inputWarning = resultOf("input-invalid", "warning");

/** An error about a field of the configuration. */
export const configError = resultOf("config-invalid", "error");

/** A warning about the configuration, or a field of it. */
export const configWarning = resultOf("config-invalid", "warning");

/** An error about objects whose cluster is not clear. */
export const clusterError = resultOf("cluster-ambiguous", "error");
