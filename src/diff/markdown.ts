import { capped } from "../krm/capped.ts";
import { code, markup, printable, short } from "../report/printable.ts";
import type { ClusterDiff, Diff } from "./changes.ts";
import { clusterSummary, diffLines, totalSummary } from "./lines.ts";
import { findRisks, type Risk } from "./risks.ts";

/** Maximum bytes of a comment: GitHub's limit is 65,536 characters, and a link to a report must fit. */
export const MAX_BYTES = 65_000;

/** The first line, by which a bot finds its own comment. */
export const MARKER = "<!-- avi-routes diff -->";

/** Maximum number of risky changes in the table; the rest is in the details. */
const MAX_RISKS = 25;

/**
 * The diff as a comment of a pull request: one line, the risky changes, and the details of each cluster folded. Texts
 * of the clusters are only in code, so that nothing in them is Markdown, HTML, a link or a mention. Never longer than
 * MAX_BYTES: details are dropped first, with a note. `errors` are those of both sides, a line each; without a diff
 * they are the whole comment. `picture` is the address space in lines, folded too, if there is room.
 */
export function diffMarkdown(
	diff: Diff | undefined,
	errors: readonly string[],
	picture: readonly string[] = [],
): string {
	const trouble = errorBlock(errors);
	if (diff === undefined)
		return `${MARKER}\n### avi-routes: the two sides can't be compared\n${trouble}`;
	const { clusters, counts } = diff;
	if (clusters.length === 0)
		return `${MARKER}\n### avi-routes: no change\n${trouble}`;
	const head = `${MARKER}\n### avi-routes: \`${totalSummary(counts)}\`\n${trouble}\n${riskTable(findRisks(diff))}`;
	let room = MAX_BYTES - bytes(head) - NOTE_ROOM;
	const details = clusters.flatMap((cluster) => {
		const section = fit(cluster, room);
		room -= bytes(section ?? "");
		return section ?? [];
	});
	const left = leftOut(clusters.length - details.length);
	return head + details.join("") + foldedPicture(picture, room) + left;
}

const MAX_PICTURE_LINES = 60;

/** The lines in a code block; empty when there is no room. */
function foldedPicture(lines: readonly string[], room: number): string {
	if (lines.length === 0) return "";
	const before = "\n<details><summary>the address space</summary>\n\n```text\n";
	const after = "```\n\n</details>\n";
	const most = MAX_PICTURE_LINES - 1;
	const shown = lines.length > most + 1 ? lines.slice(0, most) : lines;
	const rest = lines.length - shown.length;
	const note =
		rest === 0 ? "" : `and ${rest} more lines; avi-routes picture draws all\n`;
	const whole = `${before}${shown.join("\n")}\n${note}${after}`;
	return bytes(whole) <= room ? whole : "";
}

const MAX_ERRORS = 10;

function errorBlock(errors: readonly string[]): string {
	if (errors.length === 0) return "";
	const lines = capped(
		errors.map((line) => `${printable(short(line))}\n`),
		MAX_ERRORS,
		(rest) => `and ${rest} more\n`,
	);
	return `\n\`\`\`text\n${lines.join("")}\`\`\`\n`;
}

const bytes = (text: string) => Buffer.byteLength(text);

/** Room for the sentence about what is left out. */
const NOTE_ROOM = 300;

const leftOut = (count: number) =>
	count === 0
		? ""
		: `\n> The details of ${count} ${count === 1 ? "cluster" : "clusters"} are left out: the comment would be longer than GitHub takes. \`avi-routes diff\` prints them.\n`;

/** The cluster's details: as many lines as fit; undefined when none does. */
function fit(cluster: ClusterDiff, room: number): string | undefined {
	const name =
		cluster.name === ""
			? "the whole package"
			: `<code>${markup(short(cluster.name))}</code>`;
	const before = `\n<details><summary>${name}: ${clusterSummary(cluster)}</summary>\n\n\`\`\`diff\n`;
	const after = "```\n\n</details>\n";
	const lines = diffLines(cluster).map(
		({ mark, text }) => `${DIFF_MARKS[mark]} ${printable(text)}\n`,
	);
	let space = room - bytes(before + after) - 100;
	const fitting: string[] = [];
	for (const line of lines) {
		space -= bytes(line);
		if (space < 0) break;
		fitting.push(line);
	}
	if (fitting.length === 0 && lines.length > 0) return undefined;
	const rest = lines.length - fitting.length;
	const note =
		rest === 0 ? "" : `# and ${rest} more lines, left out for size\n`;
	return `${before}${fitting.join("")}${note}${after}`;
}

/** How GitHub colours lines of a diff. */
const DIFF_MARKS = { "+": "+", "-": "-", "~": "!", "!": "!", o: "#" } as const;

function riskTable(risks: readonly Risk[]): string {
	if (risks.length === 0)
		return "Nothing risky: no route goes or gets another next hop.\n";
	const rows = risks.map(
		({ cluster, topic, parts }) =>
			`| ${topic} | ${cluster === "" ? "" : code(cluster)} | ${parts.map(cell).join("")} |\n`,
	);
	const more = (rest: number) => `\nand ${rest} more below.\n`;
	return `| risk | cluster | what |\n|---|---|---|\n${capped(rows, MAX_RISKS, more).join("")}`;
}

const cell = (part: Risk["parts"][number]) =>
	typeof part === "string" ? part : code(part.text);
