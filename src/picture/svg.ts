import { cellText } from "./cells.ts";
import { drawBox, drawFree, drawLegend, PITCH } from "./draw-box.ts";
import {
	type Band,
	COLUMNS,
	ownTitle,
	type Picture,
	type Row,
	rowsOf,
	type Section,
} from "./picture.ts";
import { MARGIN, Sheet } from "./sheet.ts";
import { PICTURE_CSS } from "./style.ts";
import { shortLabel } from "./text.ts";

/** The distance from one row to the next. */
const ROW = 20;
const SECTION_GAP = 10;
/** Room for an IPv4 address. */
const MIN_LABEL = 108;
/** Maximum width of a character of a label. */
const LABEL_CHARACTER = 6.9;

/** The picture as an SVG that needs nothing else: no script, no reference, light and dark. */
export function pictureSvg(picture: Picture): string {
	const { sections, notes, isCompared } = picture;
	const title = ownTitle(picture);
	const sheet = new Sheet(widthOf(sections));
	if (title !== undefined) sheet.write("h", title);
	for (const [i, section] of sections.entries()) {
		if (i > 0 || title !== undefined) sheet.skip(SECTION_GAP);
		sheet.write("h", section.title);
		drawSection(sheet, section);
	}
	for (const note of notes) sheet.write("s", note);
	drawLegend(sheet, sections, isCompared);
	return sheet.svg(
		[title ?? [], sections.map(labelOf), notes].flat().join(". "),
		`<style>${PICTURE_CSS}</style>`,
	);
}

/** One section, for a page that has PICTURE_CSS and the section's title. */
export function sectionSvg(
	section: Section,
	{ isCompared }: Pick<Picture, "isCompared">,
): string {
	const sheet = new Sheet(widthOf([section]));
	drawSection(sheet, section);
	drawLegend(sheet, [section], isCompared);
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

function widthOf(sections: readonly Section[]): number {
	const rows = rowsOf(sections.flatMap(({ bands }) => bands));
	const longest = Math.max(0, ...rows.map((row) => shortLabel(row).length));
	const label = Math.max(MIN_LABEL, Math.ceil(longest * LABEL_CHARACTER));
	return MARGIN + label + COLUMNS * PITCH + MARGIN;
}

function drawSection(sheet: Sheet, { bands, warnings }: Section): void {
	for (const band of bands) drawBand(sheet, band);
	sheet.skip(6);
	for (const warning of warnings) sheet.write("bad", warning);
	sheet.skip(6);
}

function drawBand(sheet: Sheet, band: Band): void {
	const { title, usage, notes, lines } = band;
	sheet.skip(6);
	sheet.writeBoth(title, usage);
	for (const note of notes) sheet.write("s", note);
	sheet.skip(3);
	const x = sheet.width - COLUMNS * PITCH - MARGIN;
	for (const line of lines) {
		if ("fold" in line) sheet.write("s", line.fold, x);
		else drawRow(sheet, line, x, band.isShaded);
	}
}

function drawRow(sheet: Sheet, row: Row, x: number, isShaded: boolean): void {
	const { y } = sheet;
	sheet.put("a", shortLabel(row), MARGIN, y + 13);
	drawFree(sheet, { x, y, width: row.columns * PITCH, height: PITCH });
	for (const cell of row.cells)
		drawBox(sheet, {
			state: cell.state,
			x: x + cell.column * PITCH + 1,
			y: y + 1,
			span: cell.span,
			share: isShaded ? cell.share : undefined,
			title: cellText(cell),
		});
	sheet.skip(ROW);
}
