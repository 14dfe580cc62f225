import type { VrfRef } from "../avi/vrf.ts";
import { type Fight, NO_FIGHT } from "./fight.ts";
import type { Group } from "./group.ts";
import type { Reason } from "./reasons.ts";
import type { Status } from "./status.ts";

/** A group's state between two passes. Times in milliseconds of the monotonic clock. */
export interface GroupState {
	readonly group: Group;
	/** Changes when a table of the group changes. */
	readonly stamp: string;
	/** The earliest time of the next pass. */
	readonly dueAt: number;
	/** The VRF context as the last pass saw it. */
	readonly ref: VrfRef | undefined;
	/** The result of the last pass, without the routes it compared, which are as large as the VRF context. */
	readonly last: { readonly reason: Reason; readonly live: number } | undefined;
	/** Since when the reason is unchanged. */
	readonly reasonSince: number;
	/** True when a user must act, as the last pass told. */
	readonly isStalled: boolean;
	/** Consecutive passes that ended with a reason to try again. */
	readonly failures: number;
	readonly fight: Fight;
	/** The last written status of each table. */
	readonly statuses: ReadonlyMap<string, Status>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Milliseconds without a change before a pass: parts are applied one by one. */
export const QUIET = 2 * SECOND;
/** Maximum milliseconds between comparisons, also when `_last_modified` is unchanged. */
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
		last: undefined,
		reasonSince: dueAt,
		isStalled: false,
		fight: NO_FIGHT,
		statuses: new Map<string, Status>(),
	};
	return { ...fresh, ...known, group, stamp, dueAt, failures: 0 };
}

const PAUSE = [5 * SECOND, 5 * MINUTE] as const;
/**
 * The reasons after which a pass is retried, each with its first and longest pause in milliseconds; all others wait for
 * a change, for `wait`, or for FULL_COMPARE.
 */
const PAUSES: Partial<Record<Reason, readonly [min: number, max: number]>> = {
	AviUnreachable: PAUSE,
	UpgradeInProgress: [MINUTE, MINUTE],
	ConcurrentUpdates: PAUSE,
	Unauthorized: [MINUTE, 30 * MINUTE],
	LoginBackoff: [MINUTE, 5 * MINUTE],
	VRFNotFound: PAUSE,
	VRFAmbiguous: PAUSE,
	Rejected: PAUSE,
	// Each write is pushed to all Service Engines.
	NotAccepted: [MINUTE, 30 * MINUTE],
	RouteLimit: [MINUTE, 10 * MINUTE],
};

/** True for a reason after which a pass is retried, with growing pauses. */
export const isRetried = (reason: Reason): boolean => reason in PAUSES;

/** When the next pass is due; `random` between 0 and 1 spreads retries between the shortest and the longest pause. */
export function nextDue(
	reason: Reason,
	failures: number,
	{
		now,
		retryAfter = 0,
		wait = Number.POSITIVE_INFINITY,
		random,
	}: {
		readonly now: number;
		readonly retryAfter?: number | undefined;
		/** Milliseconds to the end of a contention. */
		readonly wait?: number | undefined;
		readonly random: number;
	},
): number {
	if (reason === "Contended") return now + Math.min(wait, FULL_COMPARE);
	const pauses = PAUSES[reason];
	if (pauses === undefined) return now + FULL_COMPARE;
	const [min, max] = pauses;
	const longest = Math.min(max, min * 2 ** failures);
	const pause = min + random * (longest - min);
	return now + Math.max(pause, retryAfter * SECOND);
}
