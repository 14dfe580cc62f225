import type { InputId, ResultId } from "../../schemas/generated/check-ids.ts";
import { defined } from "./defined.ts";
import {
	filePath,
	fileRef,
	type Head,
	type Item,
	resourceRef,
} from "./item.ts";
import type { Result, Severity } from "./result.ts";

/** A note about an item, to be reported as a result. */
interface ItemNote {
	readonly check: ResultId;
	readonly severity: Severity;
	readonly message: string;
	/** What to do; the end of `message`. */
	readonly remedy?: string | undefined;
	readonly isExample?: true | undefined;
	readonly cluster?: string | undefined;
	/** Path of the field that the note is about. */
	readonly field?: string | undefined;
	readonly currentValue?: unknown;
	readonly proposedValue?: unknown;
}

/** A result about an item: names the resource, the field, and the file where that is known. */
export function resultAt(
	item: Head | undefined,
	{ check, cluster, field, currentValue, proposedValue, ...note }: ItemNote,
): Result {
	// A reference needs a name.
	const ref = item?.name ? item : undefined;
	const file = item && fileRef(item);
	return defined({
		message: note.message,
		remedy: note.remedy,
		isExample: note.isExample,
		severity: note.severity,
		resourceRef: ref && resourceRef(ref),
		field:
			field && (ref || file)
				? defined({ path: field, currentValue, proposedValue })
				: undefined,
		file,
		tags: defined({ check, cluster }),
	});
}

/** An error for an item whose text is not valid, with its line. `line` counts from 0, from where the item starts. */
export function textError(
	item: Item,
	{ problem, line }: { readonly problem: string; readonly line: number },
	check: InputId = "input-invalid",
): Result {
	const at = item.line + line;
	const name = `${item.kind} ${item.name}`.trim();
	const report = (message: string) =>
		resultAt(item, { check, severity: "error", message });
	if ((item.container ?? item).wire === undefined)
		return report(`${name}: line ${at} of the input: ${problem}`);
	const place = `${filePath(item) ?? "input"}:${at}`;
	return { ...report(`${place}: ${name}: ${problem}`), line: at };
}

/** A problem of the input, or of a place in one of its files: an error, unless a severity is given. */
export function invalidInput(
	message: string,
	more: Partial<Pick<Result, "file" | "line" | "severity">> = {},
): Result {
	const tags = { check: "input-invalid" } as const;
	return { message, severity: "error", ...more, tags };
}

type More = Pick<ItemNote, "field" | "currentValue" | "cluster">;

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
