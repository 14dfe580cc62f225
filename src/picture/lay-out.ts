import { bigNumber, networkAt } from "../ip/big-number.ts";
import { BITS } from "../ip/bits.ts";
import { formatBits } from "../ip/format-bits.ts";
import { type CellRows, cellRows } from "./cells.ts";
import { type Band, COLUMNS, type Line } from "./picture.ts";
import {
	type BlockRange,
	countText,
	finestLength,
	type Space,
} from "./space.ts";
import { hasChange } from "./states.ts";

/** How detailed a layout is. */
export interface Level {
	/** Number of networks of the finest length per cell: a power of two. */
	readonly size: number;
	/** True to show only rows with changes and their neighbours. */
	readonly onlyChanges: boolean;
}

/** Lays out a space as rows of cells, without its usage text; undefined when there would be too many cells. */
export function layOut(
	space: Space,
	places: readonly BlockRange[],
	{ size, onlyChanges }: Level,
): Omit<Band, "usage"> | undefined {
	const { title, block, notes } = space;
	const rows = cellRows(places, size);
	if (rows === undefined) return undefined;
	const length = finestLength(space) - Math.log2(size);
	const blocks = 2 ** (block - length);
	const shade = `a cell is ${countText(blocks)} blocks, /${length}; the fuller, the more of them are routed`;
	return {
		title,
		notes: [...(blocks > 1 && rows.size > 0 ? [shade] : []), ...notes],
		isShaded: blocks > 1,
		lines: linesOf(rows, space, length, onlyChanges),
	};
}

/** The rows, whose cells have that prefix length. */
function linesOf(
	rows: CellRows,
	{ network, block }: Space,
	length: number,
	onlyChanges: boolean,
): Line[] {
	const cells = 2 ** (length - network.length);
	const columns = Math.min(COLUMNS, cells);
	const first = bigNumber(network);
	const shift = BigInt(BITS[network.family] - length);
	const lines: Line[] = [];
	let next = 0;
	const foldUntil = (end: number) => {
		const blocks = (end - next) * columns * 2 ** (block - length);
		if (end > next) lines.push({ fold: foldText(rows, next, end, blocks) });
	};
	for (const row of shownRows(rows, onlyChanges)) {
		foldUntil(row);
		const start = first + (BigInt(row * COLUMNS) << shift);
		lines.push({
			label: formatBits(networkAt(start, network.family, length)),
			columns,
			cells: rows.get(row) ?? [],
		});
		next = row + 1;
	}
	foldUntil(cells / columns);
	return lines;
}

/** The rows that are not empty, or only those with changes and their neighbours. */
function shownRows(rows: CellRows, onlyChanges: boolean): number[] {
	const isChanged = (row: number) => hasChange(rows.get(row));
	return [...rows.keys()]
		.filter((row) => !onlyChanges || [row - 1, row, row + 1].some(isChanged))
		.sort((a, b) => a - b);
}

function foldText(
	rows: CellRows,
	start: number,
	end: number,
	blocks: number,
): string {
	const hidden = [...rows].filter(([row]) => row >= start && row < end);
	const count = end - start;
	const what = `… ${countText(count)} ${count === 1 ? "row" : "rows"}`;
	if (hidden.length === 0) return `${what} free (${countText(blocks)} blocks)`;
	const used = hidden
		.flatMap(([, cells]) => cells)
		.reduce((sum, { span }) => sum + span, 0);
	return `${what} without change (${countText(used)} blocks in use)`;
}
