import type { RawObject } from "../avi/list.ts";
import { type LiveRoute, ownRoutes } from "../avi/merge.ts";
import { isNumberedAkoId, isUniqueAkoId } from "./ako-id.ts";
import {
	type Contention,
	contentionVerdict,
	generationsOf,
	isOver,
} from "./contention.ts";
import type { AkoState } from "./decide.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";
import {
	areSameRoutes,
	countRoutes,
	isWithin,
	keyOf,
	type RouteCounts,
} from "./route-counts.ts";

/** The history of a group's writes, to detect that somebody undoes them. Times in milliseconds. */
export interface Fight {
	/** Our routes in Avi after our last write. */
	readonly written?: Written;
	/** Unique ids of AKO that were seen so far: AKO never writes one of these again. */
	readonly akoIds: ReadonlySet<string>;
	/** When our writes were found undone, and whether routes were only removed. */
	readonly undone: readonly Undone[];
	/** Present while nothing is written. */
	readonly contended?: Contention;
}

interface Written {
	readonly at: number;
	readonly routes: RouteCounts;
}

interface Undone {
	readonly at: number;
	readonly isRemoval: boolean;
}

export const NO_FIGHT: Fight = { akoIds: new Set(), undone: [] };

const MINUTE = 60_000;
/** Milliseconds after our write within which a running AKO writes its own routes. */
const AKO_WINDOW = 10 * MINUTE;
/** Writes undone within UNDONE_WINDOW after which writing stops. */
const MAX_UNDONE = 3;
const UNDONE_WINDOW = 15 * MINUTE;
/** Milliseconds after which writing is tried again, unless AKO undid the writes. */
const RETRY = 60 * MINUTE;
/** Milliseconds between writes that only restore what somebody keeps removing: stopping would leave no routes. */
const RESTORE_PAUSE = 5 * MINUTE;

/** Records our routes in Avi after a write. */
export function afterWrite(
	fight: Fight,
	{ cluster }: Group,
	vrf: RawObject,
	now: number,
): Fight {
	const live = (vrf.static_routes ?? []) as readonly RawObject[];
	const routes = countRoutes(ownRoutes(live, cluster));
	return { ...fight, written: { at: now, routes } };
}

/** Compares Avi's routes with our last write. */
export function afterRead(
	fight: Fight,
	group: Group,
	live: readonly RawObject[],
	seen: { readonly ako: AkoState; readonly now: number },
): Fight {
	const { ako, now } = seen;
	const own = ownRoutes(live, group.cluster);
	const newIds = own
		.map(({ routeID }) => routeID)
		.filter((id) => isUniqueAkoId(id, group.cluster) && !fight.akoIds.has(id));
	const akoIds = new Set([...fight.akoIds, ...newIds]);
	const { written, undone, contended } = ended(fight, group, seen);
	if (contended !== undefined) return { akoIds, undone, contended };
	const routes = countRoutes(own);
	if (written === undefined) return { akoIds, undone };
	if (areSameRoutes(routes, written.routes)) return { akoIds, undone, written };
	// AKO may have been on before this restart, which is no fight.
	if (ako.isOff && (ako.startedAt ?? 0) > written.at) return { akoIds, undone };
	const byAko =
		now - written.at <= AKO_WINDOW &&
		(newIds.length > 0 || own.some(isRenumbered(written.routes, group)));
	const isRemoval = isWithin(routes, written.routes);
	const recent = [...undone, { at: now, isRemoval }].filter(
		({ at }) => now - at <= UNDONE_WINDOW,
	);
	const end = byAko
		? ({ by: "AKO", until: Number.POSITIVE_INFINITY } as const)
		: endOf(recent, written, now);
	if (end === undefined || end.until <= now) return { akoIds, undone: recent };
	const generations = generationsOf(group);
	const contention = { since: now, generations, ...end };
	return { akoIds, undone: recent, contended: contention };
}

/** The history without a contention that is over. Who kept removing routes may do it again. */
function ended(
	fight: Fight,
	group: Group,
	seen: Parameters<typeof isOver>[2],
): Fight {
	const { contended, akoIds, undone } = fight;
	if (contended === undefined || !isOver(contended, group, seen)) return fight;
	return { akoIds, undone: contended.by === "remover" ? undone : [] };
}

/** Tells the routes of an AKO before 1.13.2 by their content: its ids may have been there before. */
const isRenumbered =
	(written: RouteCounts, { cluster }: Group) =>
	(route: LiveRoute): boolean =>
		isNumberedAkoId(route.routeID, cluster) && !written.has(keyOf(route));

/** Who undoes our writes, and when to write again; undefined when they were not undone so often. */
function endOf(
	recent: readonly Undone[],
	written: Written,
	now: number,
): Pick<Contention, "by" | "until"> | undefined {
	if (recent.length < MAX_UNDONE) return undefined;
	return recent.every(({ isRemoval }) => isRemoval)
		? { by: "remover", until: written.at + RESTORE_PAUSE }
		: { by: "other", until: now + RETRY };
}

/** Why nothing is written; undefined when nobody interferes. */
export function contentionOf(
	{ contended }: Fight,
	group: Group,
): Verdict | undefined {
	return contended && contentionVerdict(contended, group);
}
