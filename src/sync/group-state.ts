import type { VrfRef } from "../avi/vrf.ts";
import { type Fight, NO_FIGHT } from "./fight.ts";
import type { Group } from "./group.ts";
import type { Reason } from "./reasons.ts";
import type { Status } from "./status.ts";

/** What the controller remembers of a group between two passes. Times in milliseconds. */
export interface GroupState {
	readonly group: Group;
	/** Tells whether a table has changed. */
	readonly stamp: string;
	/** No pass before then. */
	readonly dueAt: number;
	/** The VRF context as the last pass saw it. */
	readonly ref: VrfRef | undefined;
	/** When Avi was last compared in full. */
	readonly comparedAt: number;
	/** What the last pass came to, without what it compared: that is as large as the VRF context. */
	readonly last: { readonly reason: Reason; readonly live: number } | undefined;
	/** Since when the reason is what it is. */
	readonly reasonSince: number;
	/** Passes in a row that a fault has ended. */
	readonly failures: number;
	readonly fight: Fight;
	/** The statuses as they were written last, by table. */
	readonly statuses: ReadonlyMap<string, Status>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Parts are applied one by one: a pass waits until there was quiet for so long. */
export const QUIET = 2 * SECOND;
/** All is compared at least so often, whatever `_last_modified` says. */
const FULL_COMPARE = 10 * MINUTE;

/** A group that is new, or whose tables have changed. */
export function changedState(
	group: Group,
	stamp: string,
	known: GroupState | undefined,
	dueAt: number,
): GroupState {
	const fresh = {
		ref: undefined,
		comparedAt: 0,
		last: undefined,
		reasonSince: dueAt,
		fight: NO_FIGHT,
		statuses: new Map<string, Status>(),
	};
	return { ...fresh, ...known, group, stamp, dueAt, failures: 0 };
}

/** From the first to the longest pause after faults, in milliseconds, by reason; others follow the first row. */
const PAUSES: Partial<Record<Reason, readonly [least: number, most: number]>> =
	{
		UpgradeInProgress: [MINUTE, MINUTE],
		Unauthorized: [MINUTE, 30 * MINUTE],
		LoginBackoff: [MINUTE, 5 * MINUTE],
	};
const PAUSE = [5 * SECOND, 5 * MINUTE] as const;

/** Reasons after which a pass is repeated; all others wait for a change or for the full comparison. */
const RETRIED: readonly Reason[] = [
	"AviUnreachable",
	"UpgradeInProgress",
	"ConcurrentUpdates",
	"Unauthorized",
	"LoginBackoff",
	"VRFNotFound",
	"VRFAmbiguous",
	"Rejected",
	"NotAccepted",
	"RouteLimit",
];

/** When the next pass is due after this one; `random` is between 0 and 1 (full jitter, but never at once). */
export function nextDue(
	reason: Reason,
	failures: number,
	{
		now,
		retryAfter = 0,
		random,
	}: {
		readonly now: number;
		readonly retryAfter?: number | undefined;
		readonly random: number;
	},
): number {
	if (!RETRIED.includes(reason)) return now + FULL_COMPARE;
	const [least, most] = PAUSES[reason] ?? PAUSE;
	const longest = Math.min(most, least * 2 ** failures);
	const pause = least + random * (longest - least);
	return now + Math.max(pause, retryAfter * SECOND);
}
