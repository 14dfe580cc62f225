import type { Result } from "../krm/result.ts";
import type { Located } from "../report/report.ts";
import { resultLine } from "../report/result-text.ts";
import { plural } from "../report/text.ts";

/** The errors of a side, a line each, for those who read the diff too: those that it tells are counted. */
export function errorsBesideDiff(
	name: "base" | "head",
	errors: readonly Result[],
	told: readonly Located[] = [],
): string[] {
	const known = new Set(told.map(({ result }) => result));
	const rest = errors.filter((error) => !known.has(error));
	const count = errors.length - rest.length;
	const other = name === "base" ? "head" : "base";
	const counted = `${plural(count, "error")} that the ${other} does not have; the diff names ${count === 1 ? "it" : "them"}`;
	const lines = [...(count === 0 ? [] : [counted]), ...rest.map(resultLine)];
	return lines.map((line) => `side ${name}: ${line}`);
}
