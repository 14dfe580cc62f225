import { BITS, type Family } from "../ip/bits.ts";
import { holdsPrefix, type Prefix } from "../ip/prefix.ts";
import { plural } from "../report/text.ts";
import { cellRows } from "./cells.ts";
import { covers } from "./covers.ts";
import {
	type Band,
	COLUMNS,
	countCells,
	type Row,
	type Section,
} from "./picture.ts";
import { type Sketch, totalText } from "./sections.ts";
import { blockRanges, type Entry, finestLength } from "./space.ts";
import { hasChange } from "./states.ts";

interface SketchedVrf {
	readonly vrf: string;
	readonly sketches: readonly Sketch[];
}

/** Maximum number of cells of the overview, and of clusters of a VRF. */
const MAX_CELLS = 500;
const MAX_ROWS = 48;

/** Shortest prefix length of the networks in which clusters of one VRF are compared. */
const WIDEST: Readonly<Record<Family, number>> = { V4: 8, V6: 16 };

/** The VRFs, as many as fit. */
export function overviewOf(groups: readonly SketchedVrf[]): Section[] {
	const sections: Section[] = [];
	let room = MAX_CELLS;
	for (const group of groups) {
		if (room <= 0) break;
		const section = vrfSection(group, room);
		room -= countCells(section.bands);
		sections.push(section);
	}
	const left = groups.length - sections.length;
	const title = `and ${plural(left, "VRF")} more`;
	return left === 0
		? sections
		: [...sections, { title, bands: [], warnings: [] }];
}

/** A VRF: the networks that hold all of its clusters, with one row per cluster. */
function vrfSection({ vrf, sketches }: SketchedVrf, room: number): Section {
	const networks = sketches.flatMap(({ spaces }) =>
		spaces.map(({ network }) => network),
	);
	const pairs = sketches.map(({ pair }) => pair);
	const wholes = covers(networks, (family) => WIDEST[family]);
	return {
		title: `${vrf}: ${plural(pairs.length, "cluster")}, ${totalText(pairs)}`,
		bands: wholes.map((whole) =>
			vrfBand(whole, sketches, room / wholes.length),
		),
		warnings: [],
	};
}

function vrfBand(
	whole: Prefix,
	sketches: readonly Sketch[],
	room: number,
): Band {
	const block = Math.min(whole.length + Math.log2(COLUMNS), BITS[whole.family]);
	const rows = sketches.flatMap(({ pair, spaces }): Row[] => {
		const own = spaces.filter(({ network }) => holdsPrefix(whole, network));
		const entries = own.flatMap((space) => space.entries);
		return own.length === 0 ? [] : [rowOf(pair.name, entries, whole, block)];
	});
	const shown = rowsThatFit(rows, room);
	const left = rows.length - shown.size;
	return {
		title: whole.text,
		usage: `a cell is /${block}`,
		notes: left === 0 ? [] : [`and ${plural(left, "cluster")} more`],
		isShaded: true,
		lines: rows.filter((row) => shown.has(row)),
	};
}

/** The rows with changes, then the others, as many as fit; at least one. */
function rowsThatFit(rows: readonly Row[], room: number): ReadonlySet<Row> {
	const isChanged = ({ cells }: Row) => hasChange(cells);
	const shown = new Set<Row>();
	let cells = 0;
	for (const row of [
		...rows.filter(isChanged),
		...rows.filter((row) => !isChanged(row)),
	]) {
		cells += row.cells.length;
		const isFull = shown.size === MAX_ROWS || cells > room;
		if (isFull && shown.size > 0) break;
		shown.add(row);
	}
	return shown;
}

/** A row whose cells are darker when more of their addresses are routed. */
function rowOf(
	label: string,
	entries: readonly Entry[],
	network: Prefix,
	length: number,
): Row {
	const space = { network, block: BITS[network.family], entries };
	const size = 2 ** (finestLength(space) - length);
	return {
		label,
		columns: 2 ** (length - network.length),
		cells: cellRows(blockRanges(space), size)?.get(0) ?? [],
	};
}
