import type { RawObject } from "../avi/list.ts";
import { type LiveRoute, ownRoutes } from "../avi/merge.ts";
import { isNumberedAkoId, isUniqueAkoId } from "./ako-id.ts";
import type { AkoState } from "./decide.ts";
import type { Group } from "./group.ts";
import type { Verdict } from "./reasons.ts";
import {
	areSameRoutes,
	countRoutes,
	keyOf,
	type RouteCounts,
} from "./route-counts.ts";

/** The history of a group's writes, to detect that somebody undoes them. Times in milliseconds. */
export interface Fight {
	/** Our routes in Avi after our last write. */
	readonly written?: {
		readonly at: number;
		readonly routes: RouteCounts;
	};
	/** Unique ids of AKO that were seen so far: AKO never writes one of these again. */
	readonly akoIds: ReadonlySet<string>;
	/** When our writes were found undone. */
	readonly undone: readonly number[];
	/** Since when writing has stopped, and at which generations of the tables. */
	readonly contended?: {
		readonly since: number;
		readonly generations: string;
		readonly byAko: boolean;
	};
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

/** Records our routes in Avi after a write. */
export function afterWrite(
	fight: Fight,
	{ cluster }: Group,
	vrf: RawObject,
	now: number,
): Fight {
	const own = ownRoutes(
		(vrf.static_routes ?? []) as readonly RawObject[],
		cluster,
	);
	return {
		...fight,
		written: {
			at: now,
			routes: countRoutes(own),
		},
	};
}

/** Compares Avi's routes with our last write. */
export function afterRead(
	fight: Fight,
	group: Group,
	live: readonly RawObject[],
	{ ako, now }: { readonly ako: AkoState; readonly now: number },
): Fight {
	const own = ownRoutes(live, group.cluster);
	const newIds = own
		.map(({ routeID }) => routeID)
		.filter((id) => isUniqueAkoId(id, group.cluster) && !fight.akoIds.has(id));
	const akoIds = new Set([...fight.akoIds, ...newIds]);
	const current = {
		...(isOver(fight, group, ako, now) ? NO_FIGHT : fight),
		akoIds,
	};
	const { written, undone, contended } = current;
	if (written === undefined || contended !== undefined) return current;
	if (areSameRoutes(countRoutes(own), written.routes)) return current;
	// AKO may have been on before this restart, which is no fight.
	if (ako.isOff && (ako.startedAt ?? 0) > written.at) return { akoIds, undone };
	const byAko =
		now - written.at <= AKO_WINDOW &&
		(newIds.length > 0 || own.some(isRenumbered(written.routes, group)));
	const recent = [...undone, now].filter((at) => now - at <= UNDONE_WINDOW);
	return byAko || recent.length >= MAX_UNDONE
		? {
				akoIds,
				undone: recent,
				contended: { since: now, generations: generationsOf(group), byAko },
			}
		: { akoIds, undone: recent };
}

/** Tells the routes of an AKO before 1.13.2 by their content: its ids may have been there before. */
const isRenumbered =
	(written: RouteCounts, { cluster }: Group) =>
	(route: LiveRoute): boolean =>
		isNumberedAkoId(route.routeID, cluster) && !written.has(keyOf(route));

/** True when writing may be tried again: the tables have changed, AKO was restarted, or an hour has passed. */
function isOver(
	{ contended }: Fight,
	group: Group,
	ako: AkoState,
	now: number,
): boolean {
	if (contended === undefined) return false;
	const { since, generations, byAko } = contended;
	if (generationsOf(group) !== generations) return true;
	return byAko
		? ako.isOff && (ako.startedAt ?? Number.POSITIVE_INFINITY) > since
		: now - since >= RETRY;
}

const generationsOf = ({ tables }: Group) =>
	tables.map(({ id, generation }) => `${id}=${generation}`).join(" ");

/** Why nothing is written; undefined when nobody interferes. */
export function contentionOf(
	{ contended }: Fight,
	{ cluster }: Group,
): Verdict | undefined {
	if (contended === undefined) return undefined;
	const since = new Date(contended.since).toISOString();
	return {
		reason: "Contended",
		message: contended.byAko
			? `an AKO overwrote our routes of cluster ${cluster} at ${since}; switch the static route sync off in every AKO of this cluster and restart it (writing resumes after that, or when a table changes)`
			: `somebody undid our routes of cluster ${cluster} three times in 15 minutes, last at ${since}; look for Terraform, Ansible or a second controller in Avi's audit log (writing is tried again each hour)`,
	};
}
