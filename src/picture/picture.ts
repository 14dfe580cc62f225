import type { Entry } from "./space.ts";
import { STATE_NAMES, type State, wordOf } from "./states.ts";

/** Blocks in a row. */
export const COLUMNS = 32;

/** A picture of the address space of one cluster, or of several. */
export interface Picture {
	readonly title: string;
	/** True when it shows changes. */
	readonly isCompared: boolean;
	/** For several clusters one per VRF, with a row per cluster; then one per cluster, by name. */
	readonly sections: readonly Section[];
	/** Notes on omitted parts. */
	readonly notes: readonly string[];
}

/** The part of a picture about a cluster or a VRF. */
export interface Section {
	readonly title: string;
	readonly bands: readonly Band[];
	/** Problems without a cell. */
	readonly warnings: readonly string[];
}

/** A network, drawn as rows of its blocks. */
export interface Band {
	readonly title: string;
	/** `70 of 256 blocks of /24 routed`. */
	readonly usage: string;
	/** More notes, one per line. */
	readonly notes: readonly string[];
	/** True when a cell stands for several blocks, and its shade shows the share that is routed. */
	readonly isShaded: boolean;
	readonly lines: readonly Line[];
}

/** A row of blocks, or the note on omitted rows between two. */
export type Line = Row | { readonly fold: string };

/** Adjacent blocks with their content. */
export interface Row {
	/** Its first address, or the cluster's name. */
	readonly label: string;
	/** Its width in columns. */
	readonly columns: number;
	/** From left to right; the gaps are free. */
	readonly cells: readonly Cell[];
}

/** Adjacent blocks with the same content. */
export interface Cell {
	readonly column: number;
	/** Its width in columns. */
	readonly span: number;
	readonly state: State;
	/** The routed share, from 0 to 1. */
	readonly share: number;
	readonly entries: readonly Entry[];
}

/** The title, unless the only section has it too. */
export function ownTitle({ title, sections }: Picture): string | undefined {
	const isSame = sections.length === 1 && sections[0]?.title === title;
	return isSame ? undefined : title;
}

/** The rows of bands, without the notes between them. */
export const rowsOf = (bands: readonly Pick<Band, "lines">[]): Row[] =>
	bands.flatMap(({ lines }) =>
		lines.flatMap((line) => ("cells" in line ? [line] : [])),
	);

/** The number of cells of bands. */
export const countCells = (bands: readonly Pick<Band, "lines">[]): number =>
	rowsOf(bands).reduce((sum, { cells }) => sum + cells.length, 0);

/** The legend of sections. */
export interface Legend {
	/** The states that occur, with their words. */
	readonly states: readonly { readonly state: State; readonly word: string }[];
	/** True when cells have shades. */
	readonly isShaded: boolean;
}

/** The legend of sections, with only what occurs in them. */
export function legendOf(
	sections: readonly Section[],
	isCompared: boolean,
): Legend {
	const bands = sections.flatMap((section) => section.bands);
	const cells = rowsOf(bands).flatMap((row) => row.cells);
	const found = new Set(cells.map(({ state }) => state));
	return {
		states: STATE_NAMES.filter((state) => found.has(state)).map((state) => ({
			state,
			word: wordOf(state, isCompared),
		})),
		isShaded: bands.some(({ isShaded }) => isShaded),
	};
}
