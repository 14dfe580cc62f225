import { type Level, layOut } from "./lay-out.ts";
import { type Band, countCells, rowsOf } from "./picture.ts";
import { blockRanges, finestLength, type Space, usageOf } from "./space.ts";
import { hasChange } from "./states.ts";

/** Maximum number of cells of a picture. */
export const MAX_CELLS = 1500;
/** Maximum number of rows of a band. */
const MAX_ROWS = 200;

/** A space with its band, and the coarser layouts that remain for it. */
interface Fitted {
	readonly space: Space;
	band: Band;
	readonly levels: Iterator<Band, undefined>;
}

/**
 * Lays out each space as a band, all of them in at most `cells` cells. A band shows every block; where these are too
 * many (with `isBrief` always) only the rows with changes; where there are none, or too many, a cell stands for 2, 4,
 * 8... blocks. The band with the most cells is reduced first.
 */
export function fitSpaces(
	spaces: readonly Space[],
	cells: number,
	isBrief = false,
): ReadonlyMap<Space, Band> {
	const fitted = spaces.flatMap((space): Fitted[] => {
		const levels = bandsOf(space, isBrief);
		const { value: band } = levels.next();
		return band === undefined ? [] : [{ space, band, levels }];
	});
	const cellsOf = ({ band }: Fitted) => countCells([band]);
	for (;;) {
		const total = fitted.reduce((sum, one) => sum + cellsOf(one), 0);
		if (total <= cells) break;
		const [largest] = [...fitted].sort((a, b) => cellsOf(b) - cellsOf(a));
		const next = largest?.levels.next().value;
		if (largest === undefined || next === undefined) break;
		largest.band = next;
	}
	return new Map(fitted.map(({ space, band }) => [space, band]));
}

/** The layouts of a space that fit a picture, the most detailed first. */
function* bandsOf(space: Space, isBrief: boolean): Generator<Band, undefined> {
	const places = blockRanges(space);
	const usage = usageOf(space, places);
	for (const level of levelsOf(space, isBrief)) {
		// There are at least as many cells as places start in.
		const { size, onlyChanges } = level;
		const starts = new Set(places.map(({ start }) => Math.floor(start / size)));
		if (starts.size > MAX_CELLS && !onlyChanges) continue;
		const band = layOut(space, places, level);
		if (band === undefined) continue;
		const rows = rowsOf([band]);
		if (rows.length <= MAX_ROWS && countCells([band]) <= MAX_CELLS)
			yield { ...band, usage };
	}
	return undefined;
}

function* levelsOf(space: Space, isBrief: boolean): Generator<Level> {
	const hasChanges = hasChange(space.entries);
	if (!(isBrief && hasChanges)) yield { size: 1, onlyChanges: false };
	if (hasChanges) yield { size: 1, onlyChanges: true };
	const all = 2 ** (finestLength(space) - space.network.length);
	for (let size = 2; size <= all; size *= 2) yield { size, onlyChanges: false };
}
