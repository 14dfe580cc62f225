import { markup } from "../report/markup.ts";
import type { Sheet } from "./sheet.ts";
import { STATE_ROWS, type State } from "./states.ts";
import { classOf } from "./style.ts";

/** The size of a cell, and the distance from one to the next. */
export const CELL = 16;
export const PITCH = 18;

/** A box of a state: a cell, or the sample of one. */
export interface Box {
	readonly state: State;
	readonly x: number;
	readonly y: number;
	/** How many columns it takes. */
	readonly span?: number;
	/** How much of it is routed, where it stands for several blocks. */
	readonly share?: number | undefined;
	/** What is in it, for its tooltip. */
	readonly title?: string;
}

/** Draws a box with its glyph, so that its state can be told without the colour. */
export function drawBox(sheet: Sheet, box: Box): void {
	const { state, x, y, span = 1, share, title } = box;
	const width = span * PITCH - PITCH + CELL;
	const shade =
		share === undefined || state !== "same"
			? ""
			: ` fill-opacity="${(0.4 + 0.6 * share).toFixed(2)}"`;
	const tooltip = title === undefined ? "" : `<title>${markup(title)}</title>`;
	sheet.add(
		`<rect class="b ${classOf(state)}" x="${x}" y="${y}" width="${width}" height="${CELL}"${shade}>${tooltip}</rect>`,
	);
	drawGlyph(sheet, state, x + width / 2, y);
}

function drawGlyph(sheet: Sheet, state: State, x: number, y: number): void {
	if (state === "same") return;
	if (state !== "stale") {
		sheet.put(`g ${classOf(state)}`, STATE_ROWS[state].glyph, x, y + 12);
		return;
	}
	const lines = [-4, 0, 4].map((by) => `M${x + by - 4} ${y + 14}l8 -12`);
	sheet.add(`<path class="hatch" d="${lines.join("")}"/>`);
}

/** Draws what nothing is in, so many columns of it. */
export function drawFree(
	sheet: Sheet,
	{ x, y, width, height }: Record<"x" | "y" | "width" | "height", number>,
): void {
	sheet.add(
		`<rect class="free" x="${x}" y="${y}" width="${width}" height="${height}"/>`,
	);
}
