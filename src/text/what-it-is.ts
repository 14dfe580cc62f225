import type { ParseProblem } from "./entry.ts";
import { logLine } from "./log-lines.ts";

/** A line that shows why a text is not YAML. */
interface Sign {
	readonly form: RegExp;
	/** Follows `the line is`. */
	readonly says: string;
}

/** The first line of the file that git has in place of one that Git LFS keeps. */
export const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\//;

const SIGNS: readonly Sign[] = [
	{
		form: LFS_POINTER,
		says: "a Git LFS pointer, not the file itself; fetch it with git lfs pull",
	},
	{
		form: /^(?:<{7}|={7}|>{7})(?: |$)/,
		says: "left of a merge conflict of git; resolve it",
	},
	{
		form: /^<(?:!doctype|html|\?xml)\b/i,
		says: "HTML or XML, perhaps the page that a download ended at; get the file itself",
	},
	{
		form: /^(?:- )?(?:[^\s#][^#]*?: +)?\{\{/,
		says: "of a template (Helm's, or another's that has {{ }}), which is YAML only once it is rendered; put the file, or the folder of its chart, into .krmignore",
	},
];

/** The first line of a Git LFS pointer or a page of HTML. */
const STAND_IN =
	/^\s*(?:version https:\/\/git-lfs\.github\.com\/spec\/|<(?:!doctype|html|\?xml)\b)/i;
/** A line that git left in a file with a merge conflict. */
const CONFLICT = /^ *(?:<{7}|>{7})(?: |$)/m;

/** True for a Git LFS pointer, a page of HTML, and a file with a merge conflict. */
export const isDamaged = (text: string): boolean =>
	STAND_IN.test(text) || CONFLICT.test(text);

/** What an object's first line looks like. */
const START = /^(?:apiVersion|kind|items|metadata|data|spec):|^\{/;

/**
 * Why a text that is not YAML is none (a template, a merge conflict, a log line, ...), with the line that shows it: that of
 * the parser's error (`at`, from 0) if it does, else the first one. Undefined when no line shows it.
 */
export function whatItIs(text: string, at?: number): ParseProblem | undefined {
	const lines = text.split(/\r?\n/).map((line) => line.trim());
	const wrong = at === undefined ? undefined : lines[at];
	const own = wrong === undefined ? undefined : problemOf(wrong);
	if (own !== undefined && at !== undefined) return { problem: own, line: at };
	const line = lines.findIndex((one) => problemOf(one) !== undefined);
	const problem = problemOf(lines[line] ?? "");
	return problem === undefined ? above(lines, at) : { problem, line };
}

/** True where a key (its line from 0) is in one column with the first line, and every object has it. */
export function beginsObject(text: string, at: number): boolean {
	const lines = text.split("\n");
	const margin = /^ *(?=[^\s#])/m.exec(text)?.[0] ?? "";
	const line = lines[at] ?? "";
	return (
		/^(?:apiVersion|kind):/.test(line.slice(margin.length)) &&
		line.startsWith(margin)
	);
}

function problemOf(line: string): string | undefined {
	const sign = SIGNS.find(({ form }) => form.test(line));
	if (sign !== undefined) return `the line is ${sign.says}`;
	const log = logLine(line);
	return (
		log &&
		`${quoted(log.text)} is ${log.what}, among the YAML; dump again without 2>&1, or remove it`
	);
}

/** An unknown line above the object. The message does not quote it: it may be a Secret's. */
function above(
	lines: readonly string[],
	at = lines.length,
): ParseProblem | undefined {
	const start = lines.findIndex((line) => START.test(line));
	const line = lines.findIndex((one) => one !== "" && !/^(?:#|---)/.test(one));
	if (line < 0 || line >= start || at > start) return undefined;
	return {
		problem: "the line is not part of the object below it; remove it",
		line,
	};
}

const quoted = (line: string) =>
	JSON.stringify(line.length > 80 ? `${line.slice(0, 80)}...` : line);
