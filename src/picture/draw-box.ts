import { markup } from "../report/printable.ts";
import type { Sheet } from "./sheet.ts";
import { STATE_ROWS, type State } from "./states.ts";
import { classOf } from "./style.ts";

/** The size of a cell, and its distance to the next. */
export const CELL = 16;
export const PITCH = 18;

/** A box of a state: a cell, or a sample in the legend. */
interface Box {
	readonly state: State;
	readonly x: number;
	readonly y: number;
	/** Its width in columns. */
	readonly span?: number;
	/** The share of its blocks that is routed; absent for a single block. */
	readonly share?: number | undefined;
	/** Its content, for the tooltip. */
	readonly title?: string;
}

/** Draws a box with its glyph, which shows the state without colour. */
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

/** Draws free columns. */
export function drawFree(
	sheet: Sheet,
	{ x, y, width, height }: Record<"x" | "y" | "width" | "height", number>,
): void {
	sheet.add(
		`<rect class="free" x="${x}" y="${y}" width="${width}" height="${height}"/>`,
	);
}
