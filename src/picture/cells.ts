import { capped } from "../krm/capped.ts";
import { groupBy } from "../krm/group-by.ts";
import { type Cell, COLUMNS } from "./picture.ts";
import type { BlockRange, Entry } from "./space.ts";
import { STATE_ROWS, worstState } from "./states.ts";

/** Cells by the number of their row, from 0. */
export type CellRows = ReadonlyMap<number, Cell[]>;

/** Maximum number of pieces beyond one per place. */
const MAX_PIECES = 65_536;

/** The content of one column of a row. */
interface Piece {
	readonly index: number;
	readonly entries: Entry[];
	/** Number of the cell's networks that are routed. */
	routed: number;
}

/**
 * The cells of places, each for `size` networks; a wider place is one cell per row. Undefined when there would be too
 * many cells.
 */
export function cellRows(
	places: readonly BlockRange[],
	size: number,
): CellRows | undefined {
	const pieces = piecesOf(places, size);
	if (pieces === undefined) return undefined;
	const rows = new Map<number, Cell[]>();
	let last: Piece | undefined;
	for (const piece of pieces) {
		const row = Math.floor(piece.index / COLUMNS);
		const cells = rows.get(row) ?? [];
		rows.set(row, cells);
		const before = cells.at(-1);
		if (before !== undefined && last !== undefined && isContinued(last, piece))
			cells[cells.length - 1] = { ...before, span: before.span + 1 };
		else cells.push(cellOf(piece, size));
		last = piece;
	}
	return rows;
}

/** True for adjacent pieces with only the same network. */
const isContinued = (last: Piece, piece: Piece) =>
	last.index + 1 === piece.index &&
	last.entries.length === 1 &&
	piece.entries.length === 1 &&
	last.entries[0] === piece.entries[0];

function piecesOf(
	places: readonly BlockRange[],
	size: number,
): Piece[] | undefined {
	const total = places.reduce((sum, { count }) => sum + count / size, 0);
	if (total > places.length + MAX_PIECES) return undefined;
	const pieces = new Map<number, Piece>();
	for (const { entry, start, count, used } of places) {
		const first = Math.floor(start / size);
		const end = first + Math.max(1, count / size);
		const routed = entry.isRouted ? Math.min(used, size) : 0;
		for (let index = first; index < end; index++) {
			const known = pieces.get(index);
			if (known === undefined)
				pieces.set(index, { index, entries: [entry], routed });
			else {
				known.entries.push(entry);
				known.routed += routed;
			}
		}
	}
	return [...pieces.values()].sort((a, b) => a.index - b.index);
}

function cellOf({ index, entries, routed }: Piece, size: number): Cell {
	return {
		column: index % COLUMNS,
		span: 1,
		state: worstState(entries),
		share: Math.min(1, routed / size),
		entries,
	};
}

/** Maximum number of entries of a cell that are listed. */
const MAX_LISTED = 3;

/** The content of a cell in words: its entries if they are few, else a count per state and the changes. */
export function cellText({ entries }: Cell): string {
	if (entries.length <= MAX_LISTED)
		return entries.map(({ text }) => text).join("; ");
	const counts = groupBy(entries, ({ state }) => STATE_ROWS[state].word);
	const changes = entries
		.filter(({ state }) => STATE_ROWS[state].isChange)
		.map(({ text }) => text);
	return [
		[...counts].map(([word, { length }]) => `${length} ${word}`).join(", "),
		...capped(changes, MAX_LISTED, (rest) => `and ${rest} more`),
	].join("; ");
}
