import { compareText } from "../krm/order.ts";
import { plural } from "../report/text.ts";
import { findConflicts } from "./conflicts.ts";
import { entriesOf } from "./entries.ts";
import { fitSpaces, MAX_CELLS } from "./fit.ts";
import { overviewOf } from "./overview.ts";
import { type Pair, type Pictured, type VrfGroup, vrfGroups } from "./pairs.ts";
import { type Band, countCells, type Picture } from "./picture.ts";
import { clusterSection, clusterTitle, totalText } from "./sections.ts";
import type { Space } from "./space.ts";
import { spacesOf } from "./spaces.ts";
import { STATE_ROWS } from "./states.ts";

/** Maximum number of clusters drawn individually. */
const MAX_CLUSTERS = 24;

/** A cluster before it is laid out. */
interface Sketch {
	readonly name: string;
	readonly pair: Pair;
	readonly spaces: readonly Space[];
}

/**
 * The picture of a side, with its changes. For several clusters there is an overview first; in a comparison only
 * those with changes or conflicts follow. With `only`, one cluster, with its conflicts with all others. With
 * `isBrief`, no overview, and only changed rows of clusters whose routes change.
 */
export function makePicture(
	pictured: Pictured,
	{
		isBrief = false,
		only,
	}: { readonly isBrief?: boolean; readonly only?: string | undefined } = {},
): Picture {
	const groups = vrfGroups(pictured).map((group) => ({
		...group,
		drawn: sketchesOf(group),
	}));
	const sketches = groups
		.flatMap(({ drawn }) => drawn)
		.filter(({ name }) => only === undefined || name === only)
		.sort((a, b) => compareText(a.name, b.name));
	const isFleet = sketches.length > 1;
	const overview = isFleet && !isBrief ? overviewOf(groups) : [];
	const chosen = isFleet ? worthDrawing(sketches, isBrief) : sketches;
	const room = MAX_CELLS - countCells(overview.flatMap(({ bands }) => bands));
	const bands = bandsOf(chosen, room, isBrief);
	const left = sketches.length - chosen.length;
	const note = `${plural(left, "cluster")} ${left === 1 ? "is" : "are"} not drawn one by one; --only CLUSTER draws one`;
	return {
		title: titleOf(sketches.map(({ pair }) => pair)),
		isCompared: pictured.change !== undefined,
		overview,
		clusters: chosen.map((sketch) =>
			clusterSection(sketch.pair, sketch.spaces, bands.get(sketch) ?? []),
		),
		notes: isBrief || left === 0 ? [] : [note],
	};
}

function sketchesOf(group: VrfGroup): Sketch[] {
	const conflicts = findConflicts(group);
	return group.pairs.flatMap((pair) => {
		const state = pair.after ?? pair.before;
		if (state === undefined) return [];
		const spaces = spacesOf(state, entriesOf(pair, conflicts));
		return [{ name: pair.name, pair, spaces }];
	});
}

function titleOf(pairs: readonly Pair[]): string {
	const [first] = pairs;
	return pairs.length === 1 && first !== undefined
		? clusterTitle(first)
		: `${plural(pairs.length, "cluster")}: ${totalText(pairs)}`;
}

/** In a comparison, the clusters with changes or conflicts, else all; at most as many as fit a page. */
function worthDrawing(sketches: readonly Sketch[], isBrief: boolean): Sketch[] {
	const hasChanges = ({ pair, spaces }: Sketch) =>
		isBrief
			? (pair.diff?.routes.length ?? 0) > 0
			: spaces.some(({ entries }) =>
					entries.some(({ state }) => STATE_ROWS[state].isChange),
				);
	const changed = sketches.filter(hasChanges);
	const isCompared = sketches.some(({ pair }) => pair.isCompared);
	const others = isCompared
		? []
		: sketches.filter((sketch) => !hasChanges(sketch));
	const chosen = new Set([...changed, ...others].slice(0, MAX_CLUSTERS));
	return sketches.filter((sketch) => chosen.has(sketch));
}

/** The bands of each sketch, within one limit for all. */
function bandsOf(
	sketches: readonly Sketch[],
	cells: number,
	isBrief: boolean,
): ReadonlyMap<Sketch, readonly Band[]> {
	const spaces = sketches.flatMap((sketch) => sketch.spaces);
	const bands = fitSpaces(spaces, cells, isBrief);
	let start = 0;
	return new Map(
		sketches.map((sketch) => {
			const end = start + sketch.spaces.length;
			const own = bands.slice(start, end);
			start = end;
			return [sketch, own];
		}),
	);
}
