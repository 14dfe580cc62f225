import { EXPLAINED } from "../../check/explained.ts";
import { checkText } from "../../explain/text.ts";
import type { Problem } from "../../krm/problem.ts";
import { didYouMean, nearest } from "../../read/nearest.ts";
import { type Screen, SEVERITY_STYLES } from "../../report/screen.ts";
import { wrap } from "../../report/wrap.ts";
import { printed, type Run } from "../command-line/run.ts";

/** Explains a check, by its id or a unique prefix of it; without an id, lists all checks. */
export function explainCheck(
	[id, ...more]: readonly string[],
	screen: Screen,
): Run | Problem {
	if (id === undefined) return printed(checkList(screen));
	if (more.length > 0)
		return { problem: `explain check takes one id, not ${more.length + 1}` };
	const ids = checkIds(id);
	const check = EXPLAINED.find((known) => known.id === ids[0]);
	if (check !== undefined && ids.length === 1)
		return printed(checkText(check, screen));
	if (ids.length > 1)
		return {
			problem: `${JSON.stringify(id)} is the beginning of ${ids.length} ids: ${ids.join(", ")}; give more of one`,
		};
	const known = EXPLAINED.map((one) => one.id);
	const hint = didYouMean(nearest(id.toLowerCase(), known), ";");
	return {
		problem: `${JSON.stringify(id)} is not a check${hint} (avi-routes explain check lists them)`,
	};
}

/** The id itself, else those with that prefix, in any case. */
export function checkIds(id: string): readonly string[] {
	const wanted = id.toLowerCase();
	const ids: readonly string[] = EXPLAINED.map((check) => check.id);
	return ids.includes(wanted)
		? [wanted]
		: ids.filter((known) => known.startsWith(wanted));
}

/** A check a line (on a narrow terminal more): id, severity, and what it means. */
function checkList({ paint, width }: Screen): string {
	const longest = Math.max(...EXPLAINED.map(({ id }) => id.length));
	const isNarrow = width !== undefined && width < 3 * longest;
	const indent = isNarrow ? 4 : longest + SEVERITY_WIDTH + 4;
	const rows = EXPLAINED.map(({ id, severity, description }) => {
		const gap = " ".repeat(SEVERITY_WIDTH - severity.length);
		const shown = `${paint(SEVERITY_STYLES[severity], severity)}${gap}`;
		const what = firstSentence(description);
		return isNarrow
			? `${shown}  ${id}\n${wrap(`    ${what}`, { width, indent })}`
			: wrap(`${id.padEnd(longest)}  ${shown}  ${what}`, { width, indent });
	});
	return `${rows.join("\n")}\n`;
}

const SEVERITY_WIDTH = "warning".length;

const firstSentence = (text: string) =>
	/^.*?\.(?= [A-Z(]|$)/.exec(text)?.[0] ?? text;
