import { markup } from "../report/printable.ts";
import { legendOf, type Section } from "./picture.ts";
import { MARGIN, type Sheet } from "./sheet.ts";
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

/** Maximum width of a character of the legend, and the height of its lines, in pixels. */
const [CHARACTER, LINE] = [6.8, 20];
/** Distances in pixels: from a sample to its word, and from the word to the next sample. */
const [BEFORE_WORD, AFTER_WORD] = [22, 20];

/** Draws a sample with its word for each state in the sections, on as many lines as needed. */
export function drawLegend(
	sheet: Sheet,
	sections: readonly Section[],
	isCompared: boolean,
): void {
	const { states, isShaded } = legendOf(sections, isCompared);
	let x = MARGIN;
	const place = (
		word: string,
		draw: (at: { x: number; y: number }) => void,
	) => {
		const width = BEFORE_WORD + word.length * CHARACTER + AFTER_WORD;
		if (x + width > sheet.width) {
			x = MARGIN;
			sheet.skip(LINE);
		}
		draw({ x, y: sheet.y });
		sheet.put("s", word, x + BEFORE_WORD, sheet.y + 12);
		x += width;
	};
	sheet.skip(6);
	for (const { state, word } of states)
		place(word, (at) => drawBox(sheet, { state, ...at }));
	if (isShaded)
		place("routed in part", (at) =>
			drawBox(sheet, { state: "same", share: 0.25, ...at }),
		);
	place("free", (at) => drawFree(sheet, { ...at, width: CELL, height: CELL }));
	sheet.skip(CELL);
}
