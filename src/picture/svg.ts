import { markup } from "../report/markup.ts";
import { cellText } from "./cells.ts";
import { legendOf } from "./legend.ts";
import {
	type Band,
	type Cell,
	COLUMNS,
	type Line,
	type Picture,
	type Section,
} from "./picture.ts";
import { Sheet } from "./sheet.ts";
import { STATE_ROWS, type State } from "./states.ts";
import { classOf, PICTURE_CSS } from "./style.ts";
import { shortLabel } from "./text.ts";

/** The distance from one cell to the next, and from one row to the next. */
const PITCH = 18;
const ROW = 20;
const CELL = 16;

const MARGIN = 12;
const SECTION_GAP = 10;
/** Room for an IPv4 address. */
const LEAST_LABEL = 108;
/** The width of a character of a label, at most. */
const LABEL_CHARACTER = 6.9;

/** The picture as an SVG that needs nothing else: no script, no reference, light and dark. */
export function pictureSvg(picture: Picture): string {
	const { title, overview, clusters, notes } = picture;
	const sections = [...overview, ...clusters];
	const sheet = new Sheet(widthOf(sections));
	const isAlone = sections.length === 1 && sections[0]?.title === title;
	if (!isAlone) sheet.write("h", title);
	for (const [i, section] of sections.entries()) {
		if (i > 0 || !isAlone) sheet.skip(SECTION_GAP);
		drawSection(sheet, section, true);
	}
	for (const note of notes) sheet.write("s", note);
	drawLegend(sheet, picture);
	return sheet.svg(
		[...(isAlone ? [] : [title]), ...sections.map(labelOf), ...notes].join(
			". ",
		),
		`<style>${PICTURE_CSS}</style>`,
	);
}

/** One section, for a page that has PICTURE_CSS and the section's title. */
export function sectionSvg(
	section: Section,
	{ isCompared }: Pick<Picture, "isCompared">,
): string {
	const sheet = new Sheet(widthOf([section]));
	drawSection(sheet, section, false);
	drawLegend(sheet, { isCompared, overview: [], clusters: [section] });
	return sheet.svg(labelOf(section));
}

/** A section in words. */
function labelOf({ title, bands, warnings }: Section): string {
	return [
		title,
		...bands.map(({ title: name, usage, notes }) =>
			[`${name}: ${usage}`, ...notes].join(", "),
		),
		...warnings,
	].join(". ");
}

/** Where the cells of a row begin. */
function startOf(lines: readonly Line[]): number {
	const longest = lines.reduce(
		(most, line) =>
			"label" in line ? Math.max(most, shortLabel(line).length) : most,
		0,
	);
	return MARGIN + Math.max(LEAST_LABEL, Math.ceil(longest * LABEL_CHARACTER));
}

function widthOf(sections: readonly Section[]): number {
	const bands = sections.flatMap((section) => section.bands);
	const starts = bands.map(({ lines }) => startOf(lines));
	return Math.max(startOf([]), ...starts) + COLUMNS * PITCH + MARGIN;
}

function drawSection(
	sheet: Sheet,
	{ title, bands, warnings }: Section,
	hasTitle: boolean,
): void {
	if (hasTitle) sheet.write("h", title);
	for (const band of bands) drawBand(sheet, band);
	sheet.skip(6);
	for (const warning of warnings) sheet.write("bad", warning);
	sheet.skip(6);
}

function drawBand(sheet: Sheet, band: Band): void {
	const { title, usage, notes, lines, isShaded } = band;
	const start = sheet.width - COLUMNS * PITCH - MARGIN;
	sheet.skip(6);
	sheet.writeBoth(title, usage);
	for (const note of notes) sheet.write("s", note);
	sheet.skip(3);
	for (const line of lines) {
		if ("fold" in line) {
			sheet.write("s", line.fold, start);
			continue;
		}
		const { y } = sheet;
		sheet.put("a", shortLabel(line), MARGIN, y + 13);
		sheet.add(
			`<rect class="free" x="${start}" y="${y}" width="${line.columns * PITCH}" height="${PITCH}"/>`,
		);
		for (const cell of line.cells)
			drawCell(sheet, cell, start + cell.column * PITCH + 1, y + 1, isShaded);
		sheet.skip(ROW);
	}
}

function drawCell(
	sheet: Sheet,
	cell: Cell,
	x: number,
	y: number,
	isShaded: boolean,
): void {
	const { state, span, share } = cell;
	const width = span * PITCH - PITCH + CELL;
	const shade =
		isShaded && state === "same"
			? ` fill-opacity="${(0.4 + 0.6 * share).toFixed(2)}"`
			: "";
	sheet.add(box(state, { x, y, width, extra: shade, title: cellText(cell) }));
	drawGlyph(sheet, state, x + width / 2, y);
}

/** A box of a state. */
function box(
	state: State,
	{
		x,
		y,
		width = CELL,
		extra = "",
		title = "",
	}: {
		readonly x: number;
		readonly y: number;
		readonly width?: number;
		readonly extra?: string;
		readonly title?: string;
	},
): string {
	const told = title === "" ? "" : `<title>${markup(title)}</title>`;
	return `<rect class="b ${classOf(state)}" x="${x}" y="${y}" width="${width}" height="${CELL}"${extra}>${told}</rect>`;
}

/** The glyph in a box, so that a state can be told without its colour. */
function drawGlyph(sheet: Sheet, state: State, x: number, y: number): void {
	if (state === "same") return;
	if (state === "stale") {
		const lines = [-4, 0, 4].map((by) => `M${x + by - 4} ${y + 14}l8 -12`);
		sheet.add(`<path class="hatch" d="${lines.join("")}"/>`);
		return;
	}
	sheet.put(`g ${classOf(state)}`, STATE_ROWS[state].glyph, x, y + 12);
}

const LEGEND_CHARACTER = 6.8;

function drawLegend(
	sheet: Sheet,
	picture: Parameters<typeof legendOf>[0],
): void {
	const { states, isShaded } = legendOf(picture);
	sheet.skip(6);
	let x = MARGIN;
	const place = (word: string, draw: (x: number, y: number) => void) => {
		const width = 24 + word.length * LEGEND_CHARACTER + 18;
		if (x + width > sheet.width) {
			x = MARGIN;
			sheet.skip(ROW);
		}
		draw(x, sheet.y);
		sheet.put("s", word, x + 22, sheet.y + 12);
		x += width;
	};
	for (const { state, word } of states)
		place(word, (left, y) => {
			sheet.add(box(state, { x: left, y }));
			drawGlyph(sheet, state, left + CELL / 2, y);
		});
	if (isShaded)
		place("routed in part", (left, y) =>
			sheet.add(box("same", { x: left, y, extra: ' fill-opacity="0.55"' })),
		);
	place("free", (left, y) =>
		sheet.add(
			`<rect class="free" x="${left}" y="${y}" width="${CELL}" height="${CELL}"/>`,
		),
	);
	sheet.skip(CELL);
}
