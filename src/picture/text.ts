import { printable } from "../report/printable.ts";
import { PLAIN, type Screen } from "../report/screen.ts";
import { columnsOf, wrap } from "../report/wrap.ts";
import {
	type Band,
	type Cell,
	type Legend,
	legendOf,
	ownTitle,
	type Picture,
	type Row,
	rowsOf,
	type Section,
} from "./picture.ts";
import { FREE, STATE_ROWS } from "./states.ts";

/** The lines of a picture for a terminal, a log or a comment: a character a block. */
export function pictureLines(
	picture: Picture,
	screen: Screen = PLAIN,
): string[] {
	const { sections, notes, isCompared } = picture;
	const width = labelWidth(sections);
	const title = ownTitle(picture);
	return [
		...(title === undefined
			? []
			: [screen.paint("bold", printable(title)), ""]),
		...sections.flatMap((section) => sectionLines(section, width, screen)),
		...notes.flatMap((note) => [note, ""]),
		legendLine(legendOf(sections, isCompared), screen),
	];
}

/** The picture as a text; on a terminal no wider than that. */
export function pictureText(picture: Picture, screen: Screen): string {
	const text = pictureLines(picture, screen).join("\n");
	return `${wrap(text, { width: screen.width, indent: 2 })}\n`;
}

const MIN_LABEL = 10;
/** Longer labels are cut in the middle. */
const MAX_LABEL = 40;

function labelWidth(sections: readonly Section[]): number {
	const rows = rowsOf(sections.flatMap(({ bands }) => bands));
	const widths = rows.map((row) => columnsOf(shortLabel(row)));
	return Math.max(MIN_LABEL, ...widths);
}

/** What a row is called, in a width that fits beside it. */
export function shortLabel({ label }: Pick<Row, "label">): string {
	const text = printable(label);
	if (text.length <= MAX_LABEL) return text;
	const half = MAX_LABEL / 2 - 1;
	return `${text.slice(0, half)}..${text.slice(-half)}`;
}

function sectionLines(
	{ title, bands, warnings }: Section,
	width: number,
	screen: Screen,
): string[] {
	const { paint } = screen;
	return [
		paint("bold", printable(title)),
		"",
		...bands.flatMap((band) => [...bandLines(band, width, screen), ""]),
		...warnings.map((text) => paint("red", printable(text))),
		...(warnings.length > 0 ? [""] : []),
	];
}

/** A band, its labels in a column of that width. */
export function bandLines(band: Band, width: number, screen = PLAIN): string[] {
	const margin = " ".repeat(width + 2);
	return [
		printable(`${band.title}: ${band.usage}`),
		...band.notes.map((note) => printable(`${margin}${note}`)),
		...band.lines.map((line) =>
			"fold" in line
				? `${margin}${line.fold}`
				: `${shortLabel(line).padEnd(width)}  ${rowText(line, band, screen)}`,
		),
	];
}

function rowText({ columns, cells }: Row, band: Band, screen: Screen): string {
	let text = "";
	let next = 0;
	for (const cell of cells) {
		text += FREE.repeat(cell.column - next) + cellGlyphs(cell, band, screen);
		next = cell.column + cell.span;
	}
	return text + FREE.repeat(columns - next);
}

const SHADES = "░▒▓█";

function cellGlyphs(
	{ state, span, share }: Cell,
	{ isShaded }: Band,
	{ paint }: Screen,
): string {
	const { glyph, style } = STATE_ROWS[state];
	const shown =
		state === "same" && isShaded
			? (SHADES[Math.ceil(share * SHADES.length) - 1] ?? "░")
			: glyph;
	const text = shown.repeat(span);
	return style === undefined ? text : paint(style, text);
}

function legendLine({ states, isShaded }: Legend, { paint }: Screen): string {
	const words = states.map(({ state, word }) => {
		const { glyph, style } = STATE_ROWS[state];
		return `${style === undefined ? glyph : paint(style, glyph)} ${word}`;
	});
	const shades = isShaded ? ["░▒▓ routed in part"] : [];
	return [...words, ...shades, `${FREE} free`].join("   ");
}
