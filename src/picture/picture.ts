import type { Entry } from "./space.ts";
import type { State } from "./states.ts";

/** Blocks in a row. */
export const COLUMNS = 32;

/** A picture of the address space of one cluster, or of several. */
export interface Picture {
	readonly title: string;
	/** True when it shows what changes. */
	readonly isCompared: boolean;
	/** Of several clusters: a section for each VRF, with a row a cluster. */
	readonly overview: readonly Section[];
	/** A section a cluster, by name. */
	readonly clusters: readonly Section[];
	/** What is left out, in words. */
	readonly notes: readonly string[];
}

/** What is told of a cluster, or of a VRF. */
export interface Section {
	readonly title: string;
	readonly bands: readonly Band[];
	/** What is wrong and has no cell. */
	readonly warnings: readonly string[];
}

/** A network, drawn as rows of its blocks. */
export interface Band {
	readonly title: string;
	/** `70 of 256 blocks of /24 routed`. */
	readonly usage: string;
	/** What else there is to know, a line each. */
	readonly notes: readonly string[];
	/** True when a cell stands for several blocks, and its shade for the share of them that is routed. */
	readonly isShaded: boolean;
	readonly lines: readonly Line[];
}

/** A row of blocks, or the rows that are left out between two. */
export type Line = Row | { readonly fold: string };

/** Blocks side by side, and what is in them. */
export interface Row {
	/** Its first address, or whose row it is. */
	readonly label: string;
	/** How many cells have room in it. */
	readonly columns: number;
	/** From left to right; what is between them is free. */
	readonly cells: readonly Cell[];
}

/** Blocks that hold one thing. */
export interface Cell {
	readonly column: number;
	/** How many columns it takes. */
	readonly span: number;
	readonly state: State;
	/** How much of it is routed, from 0 to 1. */
	readonly share: number;
	readonly entries: readonly Entry[];
}

/** All cells of some bands. */
export function countCells(bands: readonly Pick<Band, "lines">[]): number {
	const rows = bands.flatMap(({ lines }) => lines);
	return rows.reduce(
		(sum, line) => sum + ("cells" in line ? line.cells.length : 0),
		0,
	);
}
