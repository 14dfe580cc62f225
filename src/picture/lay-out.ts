import { bigNumber, networkAt } from "../ip/big-number.ts";
import { BITS } from "../ip/bits.ts";
import { formatBits } from "../ip/format-bits.ts";
import { type CellRows, cellRows } from "./cells.ts";
import { type Band, COLUMNS, type Line } from "./picture.ts";
import { countText, type Space, usageOf } from "./space.ts";
import { STATE_ROWS } from "./states.ts";

/** How closely a space is looked at. */
export interface Level {
	/** A cell stands for 2 to the power of this many blocks. */
	readonly scale: number;
	/** True when only rows with changes are shown, with one row around each. */
	readonly onlyChanges: boolean;
}

/** Lays a space out as rows of cells; undefined when the cells would be far too many. */
export function layOut(space: Space, level: Level): Band | undefined {
	const { title, network, block, notes } = space;
	const length = block - level.scale;
	const rows = cellRows(space, length);
	if (rows === undefined) return undefined;
	const isShaded = level.scale > 0;
	return {
		title,
		usage: usageOf(space),
		notes: [
			...(isShaded
				? [
						`a cell is ${countText(2 ** level.scale)} blocks, /${length}; the fuller, the more of them are routed`,
					]
				: []),
			...notes,
		],
		isShaded,
		lines: linesOf(rows, {
			network,
			length,
			onlyChanges: level.onlyChanges,
			blocks: 2 ** Math.min(level.scale + ROW_BITS, block - network.length),
		}),
	};
}

const ROW_BITS = Math.log2(COLUMNS);

/** How rows are shown. */
interface Shape {
	readonly network: Space["network"];
	/** The prefix length of a cell. */
	readonly length: number;
	readonly onlyChanges: boolean;
	/** How many blocks a row has. */
	readonly blocks: number;
}

function linesOf(rows: CellRows, shape: Shape): Line[] {
	const { network, length } = shape;
	const cells = 2 ** (length - network.length);
	const columns = Math.min(COLUMNS, cells);
	const first = bigNumber(network);
	const shift = BigInt(BITS[network.family] - length);
	const lines: Line[] = [];
	let next = 0;
	const foldUntil = (end: number) => {
		if (end > next) lines.push({ fold: foldText(rows, shape, next, end) });
	};
	for (const row of shownRows(rows, shape.onlyChanges)) {
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

/** The rows with something in them, or those of them with changes and the ones beside these. */
function shownRows(rows: CellRows, onlyChanges: boolean): number[] {
	const isChanged = (row: number) =>
		rows.get(row)?.some(({ state }) => STATE_ROWS[state].isChange) === true;
	return [...rows.keys()]
		.filter((row) => !onlyChanges || [row - 1, row, row + 1].some(isChanged))
		.sort((a, b) => a - b);
}

/** Says what rows hold that are left out. */
function foldText(
	rows: CellRows,
	{ blocks }: Shape,
	start: number,
	end: number,
): string {
	const hidden = [...rows].filter(([row]) => row >= start && row < end);
	const count = end - start;
	const what = `… ${countText(count)} ${count === 1 ? "row" : "rows"}`;
	if (hidden.length === 0)
		return `${what} free (${countText(count * blocks)} blocks)`;
	const used = hidden
		.flatMap(([, cells]) => cells)
		.reduce((sum, { span }) => sum + span, 0);
	return `${what} without change (${countText(used)} blocks in use)`;
}
