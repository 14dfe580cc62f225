import { compareText } from "../krm/order.ts";
import { plural } from "../report/text.ts";
import { findConflicts } from "./conflicts.ts";
import { entriesOf } from "./entries.ts";
import { fitSpaces, MAX_CELLS } from "./fit.ts";
import { overviewOf } from "./overview.ts";
import {
	type Pair,
	type Pictured,
	stateOf,
	type VrfGroup,
	vrfGroups,
} from "./pairs.ts";
import { countCells, type Picture } from "./picture.ts";
import {
	clusterSection,
	clusterTitle,
	type Sketch,
	totalText,
} from "./sections.ts";
import { spacesOf } from "./spaces.ts";
import { hasChange } from "./states.ts";

/** Maximum number of clusters drawn individually. */
const MAX_CLUSTERS = 24;

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
		vrf: group.vrf,
		sketches: sketchesOf(group),
	}));
	const sketches = groups
		.flatMap((group) => group.sketches)
		.filter(({ pair }) => only === undefined || pair.name === only)
		.sort((a, b) => compareText(a.pair.name, b.pair.name));
	const isFleet = sketches.length > 1;
	const overview = isFleet && !isBrief ? overviewOf(groups) : [];
	const chosen = isFleet ? worthDrawing(sketches, isBrief) : sketches;
	const room = MAX_CELLS - countCells(overview.flatMap(({ bands }) => bands));
	const bandOf = fitSpaces(
		chosen.flatMap(({ spaces }) => spaces),
		room,
		isBrief,
	);
	const left = sketches.length - chosen.length;
	const note = `${plural(left, "cluster")} ${left === 1 ? "is" : "are"} not drawn one by one; --only CLUSTER draws one`;
	return {
		title: titleOf(sketches.map(({ pair }) => pair)),
		isCompared: pictured.change !== undefined,
		sections: [
			...overview,
			...chosen.map((sketch) => clusterSection(sketch, bandOf)),
		],
		notes: isBrief || left === 0 ? [] : [note],
	};
}

function sketchesOf(group: VrfGroup): Sketch[] {
	const conflicts = findConflicts(group);
	return group.pairs.map((pair) => ({
		pair,
		spaces: spacesOf(stateOf(pair), entriesOf(pair, conflicts)),
	}));
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
			: spaces.some(({ entries }) => hasChange(entries));
	const changed = sketches.filter(hasChanges);
	const isCompared = sketches.some(({ pair }) => pair.isCompared);
	const others = isCompared
		? []
		: sketches.filter((sketch) => !hasChanges(sketch));
	const chosen = new Set([...changed, ...others].slice(0, MAX_CLUSTERS));
	return sketches.filter((sketch) => chosen.has(sketch));
}
