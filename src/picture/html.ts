import type { Diff } from "../diff/changes.ts";
import type { ClusterState } from "../diff/state.ts";
import type { FleetRow } from "../report/fleet.ts";
import { markup } from "../report/printable.ts";
import type { Report } from "../report/report.ts";
import { PLAIN } from "../report/screen.ts";
import { plural, verdict } from "../report/text.ts";
import { lineUp } from "../report/wrap.ts";
import { changesHtml, fleetHtml, resultsHtml } from "./html-tables.ts";
import type { Picture, Section } from "./picture.ts";
import { PAGE_CSS, PICTURE_CSS } from "./style.ts";
import { sectionSvg } from "./svg.ts";

/** The content of a report. */
export interface HtmlReport {
	/** Undefined when nothing could be planned. */
	readonly picture: Picture | undefined;
	/** Undefined when nothing is compared. */
	readonly diff: Diff | undefined;
	readonly fleet: () => readonly FleetRow[];
	readonly report: Report;
	readonly clusters: readonly ClusterState[];
}

/** Maximum size of the page in bytes; routes that exceed it are omitted. */
const MAX_BYTES = 390_000;

/** The pictures, changes, results, fleet and all routes as one self-contained page. */
export function reportHtml(input: HtmlReport): string {
	const title = markup(input.picture?.title ?? "avi-routes: not planned");
	const body = [
		`<h1>${title}</h1>\n<p>${markup(verdict(input.report, PLAIN.paint))}</p>\n`,
		input.picture === undefined ? "" : picturesHtml(input.picture),
		input.diff === undefined ? "" : changesHtml(input.diff),
		resultsHtml(input.report),
		fleetHtml(input.fleet()),
	].join("");
	const room = MAX_BYTES - Buffer.byteLength(page(title, body));
	return page(title, body + routesHtml(input.clusters, room));
}

function picturesHtml(picture: Picture): string {
	const sections = picture.sections.map(
		(section) =>
			`${titleOf(section, picture)}<figure class="scroll">${sectionSvg(section, picture)}</figure>\n`,
	);
	const paragraphs = picture.notes.map(
		(note) => `<p class="dim">${markup(note)}</p>\n`,
	);
	return `<h2>Address space</h2>\n${sections.join("")}${paragraphs.join("")}`;
}

/** The title of a section, unless it is the page's. */
const titleOf = (section: Section, picture: Picture) =>
	section.title === picture.title ? "" : `<h3>${markup(section.title)}</h3>\n`;

/** Maximum number of routes of a cluster; more never fit. */
const MAX_ROUTES = 20_000;

/** Room in bytes for the note about omitted routes. */
const NOTE_ROOM = 200;

/** The routes as searchable text, as many as fit. */
function routesHtml(clusters: readonly ClusterState[], room: number): string {
	let left = room - NOTE_ROOM;
	let omitted = 0;
	const lists = clusters.map(({ name, routes }) => {
		const rows = routes
			.slice(0, MAX_ROUTES)
			.map(({ prefix, nextHop, node }) => [prefix, nextHop, node]);
		omitted += routes.length - rows.length;
		const [columns, ...lines] = lineUp([
			["PREFIX", "NEXT HOP", "NODE"],
			...rows,
		])
			.trimEnd()
			.split("\n");
		const head = `<details open><summary>${markup(name)}: ${plural(routes.length, "route")}</summary>\n<pre>${columns}\n`;
		left -= Buffer.byteLength(head);
		const fitting: string[] = [];
		for (const line of lines) {
			const row = `${markup(line)}\n`;
			left -= Buffer.byteLength(row);
			if (left < 0) omitted++;
			else fitting.push(row);
		}
		return fitting.length === 0
			? ""
			: `${head}${fitting.join("")}</pre></details>\n`;
	});
	const note =
		omitted === 0
			? ""
			: `<p class="dim">${plural(omitted, "route")} more, left out for size; avi-routes render prints them</p>\n`;
	return `<h2>Routes</h2>\n${lists.join("")}${note}`;
}

/** Content security policy: nothing is loaded and nothing runs, only inline styles apply. */
const CSP =
	"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const LAYOUT =
	"body{margin:0 auto;padding:12px 16px;max-width:1100px;font:14px/1.5 ui-sans-serif,system-ui,sans-serif;background:var(--page);color:var(--text)}h1{font-size:22px}h2{font-size:18px;margin:28px 0 8px}h3{font-size:15px;margin:16px 0 6px}h1,h2,h3,td,summary{overflow-wrap:anywhere}.scroll,pre{overflow-x:auto}figure{margin:0 0 16px}svg{display:block}table{border-collapse:collapse;font-size:13px;min-width:640px}th,td{border:1px solid var(--line);padding:3px 8px;text-align:left;vertical-align:top;min-width:3em}.whole td{white-space:nowrap}pre{font:12px/1.5 ui-monospace,monospace;margin:4px 0 12px}.red{color:var(--bad)}.green{color:var(--good)}.dim{color:var(--faint)}";

/** A self-contained HTML page: no script, no reference, light and dark. Title and body are markup. */
function page(title: string, body: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_CSS}${LAYOUT}${PICTURE_CSS}</style></head>
<body>
${body}</body></html>
`;
}
