import type { Diff } from "../diff/changes.ts";
import { clusterSummary, diffLines, type Mark } from "../diff/lines.ts";
import { FLEET_HEAD, type FleetRow, fleetCells } from "../report/fleet.ts";
import { markup } from "../report/printable.ts";
import type { Located, Report } from "../report/report.ts";
import { placeOf, withoutRemedy } from "../report/result-text.ts";
import { plural } from "../report/text.ts";

/** Maximum number of change lines, and of results. */
const MAX_CHANGES = 1000;
const MAX_RESULTS = 200;

const CLASSES: Readonly<Record<Mark, string>> = {
	"+": "green",
	"-": "red",
	"~": "",
	"!": "red",
	o: "green",
};

/** The changes as in `diff`, one per line. */
export function changesHtml({ clusters }: Diff): string {
	if (clusters.length === 0) return "<h2>Changes</h2>\n<p>no change</p>\n";
	let left = MAX_CHANGES;
	let omitted = 0;
	const sections = clusters.map((cluster) => {
		const lines = diffLines(cluster);
		const shown = lines.slice(0, left);
		left -= shown.length;
		omitted += lines.length - shown.length;
		const spans = shown.map(
			({ mark, text }) =>
				`<span class="${CLASSES[mark]}">${markup(`${mark} ${text}`)}</span>\n`,
		);
		const name = cluster.name === "" ? "the whole package" : cluster.name;
		return `<h3>${markup(`${name}: ${clusterSummary(cluster)}`)}</h3>\n<pre>${spans.join("")}</pre>\n`;
	});
	return `<h2>Changes</h2>\n${sections.join("")}${leftOut(omitted, "change", "avi-routes diff")}`;
}

/** The results of the checks, worst first. */
export function resultsHtml({ results }: Pick<Report, "results">): string {
	if (results.length === 0) return "<h2>Results</h2>\n<p>no findings</p>\n";
	const shown = results.slice(0, MAX_RESULTS);
	const rows = shown.map((located) => row(resultCells(located)));
	return `<h2>Results</h2>
${table(["Severity", "Check", "Place", "What, and what to do"], rows)}${leftOut(results.length - shown.length, "result", "avi-routes check")}`;
}

function resultCells(located: Located): string[] {
	const { severity, message, remedy, tags } = located.result;
	const seen = markup(withoutRemedy(message, remedy));
	const fix = remedy === undefined ? "" : `<br>fix: ${markup(remedy)}`;
	const colour = severity === "error" ? ' class="red"' : "";
	return [
		`<span${colour}>${severity}</span>`,
		markup(tags.check),
		markup(placeOf(located)),
		seen + fix,
	];
}

/** The clusters, one row each. */
export function fleetHtml(fleet: readonly FleetRow[]): string {
	if (fleet.length === 0) return "";
	const rows = fleet.map((one) => {
		const { worst } = one;
		const last =
			worst === undefined ? "ok" : `${worst.severity} [${worst.tags.check}]`;
		return row([...fleetCells(one), last].map(markup));
	});
	return `<h2>Clusters</h2>\n${table(FLEET_HEAD, rows, ' class="whole"')}`;
}

const row = (cells: readonly string[]) =>
	`<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;

const table = (
	head: readonly string[],
	rows: readonly string[],
	classes = "",
) =>
	`<div class="scroll"><table${classes}>\n<tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr>\n${rows.join("")}</table></div>\n`;

const leftOut = (count: number, noun: string, command: string) =>
	count === 0
		? ""
		: `<p class="dim">${plural(count, noun)} more; ${command} prints them</p>\n`;
