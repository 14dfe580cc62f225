import { type Cell, COLUMNS } from "./picture.ts";
import { type Entry, placeIn, type Space } from "./space.ts";
import { STATE_ROWS, worstState } from "./states.ts";

/** Cells by the number of their row, from 0. */
export type CellRows = ReadonlyMap<number, Cell[]>;

/** Maximum number of pieces beyond one for each entry. */
const MOST_PIECES = 65_536;

/** A piece of a row before it is a cell. */
interface Piece {
	readonly index: number;
	readonly entries: Entry[];
}

/**
 * The cells of a space, where each stands for a network of that length; a network that is wider is one cell a row.
 * Undefined when these would be far too many.
 */
export function cellRows(space: Space, length: number): CellRows | undefined {
	const pieces = piecesOf(space, length);
	if (pieces === undefined) return undefined;
	const rows = new Map<number, Cell[]>();
	let last: { readonly piece: Piece; span: number; row: number } | undefined;
	const close = () => {
		if (last === undefined) return;
		const { piece, span, row } = last;
		const column = (piece.index % COLUMNS) - span + 1;
		const cell = cellOf(piece.entries, space, { column, span, length });
		const known = rows.get(row);
		if (known === undefined) rows.set(row, [cell]);
		else known.push(cell);
	};
	for (const piece of pieces) {
		const row = Math.floor(piece.index / COLUMNS);
		const goesOn =
			last?.row === row &&
			last.piece.index + 1 === piece.index &&
			isSameEntry(last.piece, piece);
		if (!goesOn) close();
		last = { piece, row, span: goesOn && last ? last.span + 1 : 1 };
	}
	close();
	return rows;
}

/** True for two pieces of one network, with nothing else in them. */
const isSameEntry = (a: Piece, b: Piece) =>
	a.entries.length === 1 &&
	b.entries.length === 1 &&
	a.entries[0] === b.entries[0];

function piecesOf(
	{ network, entries }: Space,
	length: number,
): Piece[] | undefined {
	const places = entries.map((entry) => ({
		entry,
		...placeIn(network, entry.prefix, length),
	}));
	const total = places.reduce((sum, { count }) => sum + count, 0);
	if (total > entries.length + MOST_PIECES) return undefined;
	const pieces = new Map<number, Piece>();
	for (const { entry, start, count } of places)
		for (let index = start; index < start + count; index++) {
			const known = pieces.get(index);
			if (known === undefined) pieces.set(index, { index, entries: [entry] });
			else known.entries.push(entry);
		}
	return [...pieces.values()].sort((a, b) => a.index - b.index);
}

function cellOf(
	entries: readonly Entry[],
	{ block }: Space,
	place: {
		readonly column: number;
		readonly span: number;
		readonly length: number;
	},
): Cell {
	const { column, span, length } = place;
	const share = entries.reduce(
		(sum, { prefix, isRouted }) =>
			sum +
			(isRouted
				? 2 ** Math.min(0, length - Math.min(prefix.length, block))
				: 0),
		0,
	);
	return {
		column,
		span,
		state: worstState(entries.map(({ state }) => state)),
		share: Math.min(1, share),
		text: textOf(entries),
	};
}

/** So many entries of a cell are told one by one. */
const MOST_TOLD = 3;

/** What is in a cell: all of a few entries, else what there is of each state and what changes. */
function textOf(entries: readonly Entry[]): string {
	if (entries.length <= MOST_TOLD)
		return entries.map(({ text }) => text).join("; ");
	const counts = new Map<string, number>();
	for (const { state } of entries) {
		const { word } = STATE_ROWS[state];
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	const changes = entries.filter(({ state }) => STATE_ROWS[state].isChange);
	return [
		[...counts].map(([word, count]) => `${count} ${word}`).join(", "),
		...changes.slice(0, MOST_TOLD).map(({ text }) => text),
		...(changes.length > MOST_TOLD
			? [`and ${changes.length - MOST_TOLD} more changes`]
			: []),
	].join("; ");
}
