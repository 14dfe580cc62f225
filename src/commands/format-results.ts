import type { Result } from "../krm/result.ts";
import { printable } from "../report/printable.ts";

/** One line for a result: severity, check, where, what. */
export function formatResult({
	severity,
	message,
	tags,
	file,
	field,
}: Result): string {
	const place = [file?.path, field?.path]
		.filter((part) => part !== undefined)
		.join(" ");
	return printable(
		`${severity}: [${tags.check}] ${message}${place === "" ? "" : ` (${place})`}`,
	);
}
