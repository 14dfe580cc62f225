import type { Diff } from "../diff/changes.ts";
import type { ClusterState } from "../diff/state.ts";
import { lineUp } from "../report/columns.ts";
import type { FleetRow } from "../report/fleet.ts";
import { markup } from "../report/markup.ts";
import type { Report } from "../report/report.ts";
import { PLAIN } from "../report/screen.ts";
import { plural, verdict } from "../report/text.ts";
import { changesHtml, fleetHtml, resultsHtml } from "./html-tables.ts";
import { page } from "./page.ts";
import type { Picture, Section } from "./picture.ts";
import { sectionSvg } from "./svg.ts";

/** The content of a report. */
export interface HtmlReport {
	/** Undefined when nothing could be planned. */
	readonly picture: Picture | undefined;
	/** Undefined when nothing is compared. */
	readonly diff: Diff | undefined;
	readonly fleet: readonly FleetRow[];
	readonly report: Report;
	readonly clusters: readonly ClusterState[];
}

/** Maximum size of the page in bytes; routes that exceed it are omitted. */
export const MAX_BYTES = 390_000;

/** The pictures, changes, results, fleet and all routes as one self-contained page. */
export function reportHtml(input: HtmlReport): string {
	const title = markup(input.picture?.title ?? "avi-routes: not planned");
	const body = [
		`<h1>${title}</h1>\n<p>${markup(verdict(input.report, PLAIN.paint))}</p>\n`,
		input.picture === undefined ? "" : picturesHtml(input.picture),
		input.diff === undefined ? "" : changesHtml(input.diff),
		resultsHtml(input.report),
		fleetHtml(input.fleet),
	].join("");
	const room = MAX_BYTES - Buffer.byteLength(page(title, body));
	return page(title, body + routesHtml(input.clusters, room));
}

function picturesHtml(picture: Picture): string {
	const { overview, clusters, notes } = picture;
	const sections = [...overview, ...clusters].map(
		(section) =>
			`${titleOf(section, picture)}<figure class="scroll">${sectionSvg(section, picture)}</figure>\n`,
	);
	const paragraphs = notes.map(
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
		const head = `<details open><summary>${markup(name)}: ${plural(routes.length, "route")}</summary>\n<pre>`;
		const lines = lineUp([["PREFIX", "NEXT HOP", "NODE"], ...rows]);
		left -= Buffer.byteLength(head);
		const fitting: string[] = [];
		for (const line of lines.trimEnd().split("\n")) {
			const row = `${markup(line)}\n`;
			left -= Buffer.byteLength(row);
			if (left < 0) omitted++;
			else fitting.push(row);
		}
		return fitting.length < 2
			? ""
			: `${head}${fitting.join("")}</pre></details>\n`;
	});
	const note =
		omitted === 0
			? ""
			: `<p class="dim">${plural(omitted, "route")} more, left out for size; avi-routes render prints them</p>\n`;
	return `<h2>Routes</h2>\n${lists.join("")}${note}`;
}
