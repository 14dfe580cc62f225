import type { RawObject } from "../avi/list.ts";
import { type LiveRoute, ownRoutes } from "../avi/merge.ts";
import { routesOf } from "../avi/vrf.ts";
import {
	type Contention,
	contentionVerdict,
	generationsOf,
	isNumberedAkoId,
	isOver,
	isUniqueAkoId,
} from "./contention.ts";
import type { AkoState } from "./decide.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";

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

/** How often each prefix and next hop is in Avi; where removals are held back, a prefix may be there twice. */
type RouteCounts = ReadonlyMap<string, number>;

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
/** Milliseconds after which writing is tried again, unless ids prove that it was AKO, and its end can be seen. */
const RETRY = 60 * MINUTE;
/** Milliseconds between writes that only restore what somebody keeps removing: stopping would leave no routes. */
const RESTORE_PAUSE = 5 * MINUTE;

/** Records our routes in Avi after a write; forgets them while `vrf` is unknown. */
export function afterWrite(
	{ written: _, ...fight }: Fight,
	{ cluster }: Group,
	vrf: RawObject | undefined,
	now: number,
): Fight {
	if (vrf === undefined) return fight;
	const routes = countRoutes(ownRoutes(routesOf(vrf), cluster));
	return { ...fight, written: { at: now, routes } };
}

/** What a pass sees of AKO, and when; in milliseconds. */
interface Seen {
	readonly ako: AkoState;
	readonly now: number;
}

/** Compares Avi's routes with our last write. */
export function afterRead(
	fight: Fight,
	group: Group,
	live: readonly RawObject[],
	seen: Seen,
): Fight {
	const { ako, now } = seen;
	const own = ownRoutes(live, group.cluster);
	const newIds = own
		.map(({ routeID }) => routeID)
		.filter((id) => isUniqueAkoId(id, group.cluster) && !fight.akoIds.has(id));
	const akoIds = new Set([...fight.akoIds, ...newIds]);
	const known = { ...ended(fight, group, seen), akoIds };
	const { written, undone, contended } = known;
	if (contended !== undefined || written === undefined) return known;
	const routes = countRoutes(own);
	const isRemoval = isWithin(routes, written.routes);
	if (isRemoval && isWithin(written.routes, routes)) return known;
	// AKO may have been on before this restart, which is no fight.
	if (ako.isOff && (ako.startedAt ?? 0) > written.at) return { akoIds, undone };
	const recent = [...undone, { at: now, isRemoval }].filter(
		({ at }) => now - at <= UNDONE_WINDOW,
	);
	const hasNumbers = own.some(isRenumbered(written.routes, group));
	const sign = newIds.length > 0 ? "id" : hasNumbers ? "number" : undefined;
	const found = findFight({ recent, written, sign }, seen);
	if (found === undefined) return { akoIds, undone: recent };
	const generations = generationsOf(group);
	const start = { since: now, isAkoSeen: isAkoSeen(ako), generations };
	return { akoIds, undone: recent, contended: { ...start, ...found } };
}

/** A start of 0 is unknown: the user vouches for an AKO that can't be seen. */
const isAkoSeen = ({ isOff, startedAt = 0 }: AkoState) =>
	!isOff || startedAt !== 0;

/** The history without a contention that is over. Who kept removing routes may do it again. */
function ended(fight: Fight, group: Group, seen: Seen): Fight {
	const { contended, akoIds, undone } = fight;
	if (contended === undefined || !isOver(contended, group, seen)) return fight;
	return { akoIds, undone: contended.by === "remover" ? undone : [] };
}

/** Tells the routes of an AKO before 1.13.2 by their content: its ids may have been there before. */
const isRenumbered =
	(written: RouteCounts, { cluster }: Group) =>
	(route: LiveRoute): boolean =>
		isNumberedAkoId(route.routeID, cluster) && !written.has(keyOf(route));

/** Who undoes our writes, and when to write again; undefined when that is now. */
function findFight(
	{
		recent,
		written,
		sign,
	}: {
		readonly recent: readonly Undone[];
		readonly written: Written;
		/** What tells of AKO: new unique ids, or only its numbers. */
		readonly sign: "id" | "number" | undefined;
	},
	{ ako, now }: Seen,
): Pick<Contention, "by" | "until"> | undefined {
	if (sign !== undefined && now - written.at <= AKO_WINDOW) {
		const isLasting = sign === "id" && isAkoSeen(ako);
		const until = isLasting ? Number.POSITIVE_INFINITY : now + RETRY;
		return { by: "AKO", until };
	}
	if (recent.length < MAX_UNDONE) return undefined;
	if (recent.some(({ isRemoval }) => !isRemoval))
		return { by: "other", until: now + RETRY };
	const until = written.at + RESTORE_PAUSE;
	return until > now ? { by: "remover", until } : undefined;
}

/** Why nothing is written; undefined when nobody interferes. */
export function contentionOf(
	{ contended }: Fight,
	group: Group,
): Verdict | undefined {
	return contended && contentionVerdict(contended, group);
}

const keyOf = ({ prefix, nextHop }: LiveRoute): string =>
	`${prefix} via ${nextHop}`;

function countRoutes(routes: readonly LiveRoute[]): RouteCounts {
	const counts = new Map<string, number>();
	for (const key of routes.map(keyOf))
		counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}

/** True when each route of `part` is in `whole` at least as often. */
const isWithin = (part: RouteCounts, whole: RouteCounts): boolean =>
	[...part].every(([key, count]) => count <= (whole.get(key) ?? 0));
