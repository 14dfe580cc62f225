import { countRoutes, type RouteChange } from "../diff/changes.ts";
import { routeSummary } from "../diff/lines.ts";
import type { ClusterState } from "../diff/state.ts";
import { comparePrefixes, holdsPrefix } from "../ip/prefix.ts";
import { capped } from "../krm/capped.ts";
import { plural } from "../report/text.ts";
import type { Pair } from "./pairs.ts";
import type { Band, Section } from "./picture.ts";
import type { Space } from "./space.ts";

/** A cluster with its networks, before they are laid out. */
export interface Sketch {
	readonly pair: Pair;
	readonly spaces: readonly Space[];
}

/** The section of a cluster, with the bands of its networks. */
export function clusterSection(
	{ pair, spaces }: Sketch,
	bandOf: ReadonlyMap<Space, Band>,
): Section {
	return {
		title: clusterTitle(pair),
		bands: spaces.flatMap((space) => bandOf.get(space) ?? []),
		warnings: [
			...conflictText(spaces),
			...strayText(pair, spaces),
			...emptyText(pair),
		],
	};
}

/** The title of a cluster: its name, and what happens to its routes. */
export const clusterTitle = (pair: Pair): string =>
	`${pair.name}: ${stateText(pair)}`;

/** `+2 ~2 -2 routes (6% of 72)`, or the number of routes. */
function stateText({ before, after, isCompared, diff }: Pair): string {
	const count = plural(after?.routes.length ?? 0, "route");
	if (!isCompared) return count;
	const presence =
		before === undefined ? "new, " : after === undefined ? "gone, " : "";
	const routes = diff?.routes ?? [];
	return routes.length === 0
		? `${presence}no route changes, ${count}`
		: presence + summaryOf(routes, before?.routes.length ?? 0);
}

const summaryOf = (routes: readonly RouteChange[], before: number) =>
	routeSummary(countRoutes(routes, before));

/** `+2 ~2 -2 routes (6% of 72)` of several clusters. */
export function totalText(pairs: readonly Pair[]): string {
	const routes = pairs.flatMap(({ diff }) => diff?.routes ?? []);
	const now = countOf(pairs.map(({ after }) => after));
	const before = countOf(pairs.map((pair) => pair.before));
	const isCompared = pairs.some((pair) => pair.isCompared);
	return isCompared && routes.length > 0
		? summaryOf(routes, before)
		: `${isCompared ? "no route changes, " : ""}${plural(now, "route")}`;
}

const countOf = (states: readonly (ClusterState | undefined)[]) =>
	states.reduce((sum, state) => sum + (state?.routes.length ?? 0), 0);

/** Maximum number of conflicts listed, and of routes named. */
const MAX_CONFLICTS = 3;
const MAX_NAMED = 4;

function conflictText(spaces: readonly Space[]): string[] {
	const found = spaces
		.flatMap(({ entries }) =>
			entries.filter(({ state }) => state === "conflict"),
		)
		.sort((a, b) => comparePrefixes(a.prefix, b.prefix));
	return capped(
		found.map(({ text }) => `conflict: ${text}`),
		MAX_CONFLICTS,
		(rest) => `and ${plural(rest, "conflict")} more`,
	);
}

/** The routes of the running AKO to addresses outside of all drawn networks. */
function strayText({ after }: Pair, spaces: readonly Space[]): string[] {
	const live = after?.plan?.liveAko?.routes ?? [];
	const stray = live.filter(
		({ prefix }) => !spaces.some(({ network }) => holdsPrefix(network, prefix)),
	);
	if (stray.length === 0) return [];
	const sorted = stray.map(({ prefix }) => prefix).sort(comparePrefixes);
	const texts = sorted.map(({ text }) => text);
	const named = capped(texts, MAX_NAMED, () => "…").join(", ");
	const verb = stray.length === 1 ? "leads" : "lead";
	const pool = spaces.some(({ isPool }) => isPool) ? "pool" : "pod CIDR";
	return [
		`${plural(stray.length, "route")} of the running AKO ${verb} outside of every ${pool}: ${named}`,
	];
}

function emptyText({ before, after }: Pair): string[] {
	return countOf([before, after]) === 0
		? ["there is no route; avi-routes check says why"]
		: [];
}
