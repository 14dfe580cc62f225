import type { Entry } from "./space.ts";
import type { State } from "./states.ts";

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

/** The number of cells of bands. */
export function countCells(bands: readonly Pick<Band, "lines">[]): number {
	const rows = bands.flatMap(({ lines }) => lines);
	return rows.reduce(
		(sum, line) => sum + ("cells" in line ? line.cells.length : 0),
		0,
	);
}
