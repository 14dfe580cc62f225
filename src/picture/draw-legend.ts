import { CELL, drawBox, drawFree } from "./draw-box.ts";
import { legendOf } from "./legend.ts";
import type { Section } from "./picture.ts";
import { MARGIN, type Sheet } from "./sheet.ts";

/** Maximum width of a character, in pixels. */
const CHARACTER = 6.8;
const LINE = 20;
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
