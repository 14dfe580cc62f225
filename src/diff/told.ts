import { printable } from "../report/printable.ts";
import type { Located } from "../report/report.ts";
import { plural } from "../report/text.ts";

/**
 * The errors of a side, a line each as `resultLine` writes them, for those who read the diff too: those that it tells are
 * counted.
 */
export function errorsBesideDiff(
	name: "base" | "head",
	errors: readonly string[],
	told: readonly Located[] = [],
): string[] {
	const texts = new Set(
		told.map(({ result: { severity, tags, message } }) =>
			printable(`${severity}: [${tags.check}] ${message}`),
		),
	);
	// The place stands in brackets at the end of a line.
	const isTold = (line: string) =>
		texts.has(line) || texts.has(line.slice(0, line.lastIndexOf(" (")));
	const rest = errors.filter((line) => !isTold(line));
	const count = errors.length - rest.length;
	const other = name === "base" ? "head" : "base";
	const counted = `${plural(count, "error")} that the ${other} does not have; the diff names ${count === 1 ? "it" : "them"}`;
	return [...(count === 0 ? [] : [counted]), ...rest].map(
		(line) => `side ${name}: ${line}`,
	);
}
