import type { ControllerPorts } from "./controller-ports.ts";
import { afterRead, afterWrite, contentionOf } from "./fight.ts";
import {
	deletionVerdict,
	hasWrongFinalizer,
	isLeaving,
	tablesToRelease,
} from "./finalizer.ts";
import type { Group } from "./group.ts";
import { type GroupState, isRetried, nextDue } from "./group-state.ts";
import { type Outcome, syncGroup } from "./reconcile.ts";
import { reportOutcome } from "./report-outcome.ts";
import { kindOf } from "./status.ts";
import type { Table } from "./table.ts";

/** Milliseconds before a status that could not be written is tried again. */
const STATUS_RETRY = 5_000;

/** A pass over a group with all that belongs to it: finalizers, and the report. Returns the group's next state too. */
export async function passOver(
	state: GroupState,
	own: ControllerPorts,
): Promise<{ readonly outcome: Outcome; readonly next: GroupState }> {
	const { now, elapsed, metrics } = own;
	const start = elapsed();
	const { group } = state;
	if (!own.isDry) await adjustFinalizers(group, own);
	let { fight } = state;
	const passed = await syncValid(group, {
		session: own.session,
		ako: (one) => own.ako.stateFor(one),
		seGroups: own.ako.seGroups,
		contention: (one, live, ako) => {
			fight = afterRead(fight, one, live, { ako, now: now() });
			return contentionOf(fight, one);
		},
		wrote: (one, vrf) => {
			fight = afterWrite(fight, one, vrf, now());
		},
		mayWrite: () => !own.isDry && own.mayWrite(),
		pause: own.pause,
	});
	const verdict = deletionVerdict(group, passed.verdict);
	const outcome = { ...passed, verdict };
	const next = stateAfter({ ...state, fight }, outcome, own);
	metrics.observe((elapsed() - start) / 1000);
	const report = { ...own, state: next, was: state };
	const { statuses, isWhole } = await reportOutcome(outcome, report);
	const soon = elapsed() + STATUS_RETRY;
	const dueAt = isWhole ? next.dueAt : Math.min(next.dueAt, soon);
	if (isLeaving(group) && verdict.reason === "Programmed")
		for (const table of group.deleting) await finalize(table, false, own);
	return { outcome, next: { ...next, statuses, dueAt } };
}

/** The state after a pass: why the group is as it is, since when, and when the next pass is due. */
function stateAfter(
	state: GroupState,
	{ verdict, merge, ref = state.ref, retryAfter }: Outcome,
	{ now, elapsed, random }: Pick<ControllerPorts, "now" | "elapsed" | "random">,
): GroupState {
	const { fight, failures, last } = state;
	const { reason } = verdict;
	const isSame = last?.reason === reason;
	const reasonSince = isSame ? state.reasonSince : elapsed();
	return {
		...state,
		last: { reason, live: merge?.live ?? last?.live ?? 0 },
		ref,
		reasonSince,
		isStalled: kindOf(verdict, elapsed() - reasonSince) === "stalled",
		failures: isRetried(reason) ? failures + 1 : 0,
		dueAt: nextDue(reason, failures, {
			now: elapsed(),
			retryAfter,
			wait: fight.contended && fight.contended.until - now(),
			random: random(),
		}),
	};
}

/** As `syncGroup`; sends nothing to Avi when the tables are invalid, or no routes are to be removed with them. */
async function syncValid(
	group: Group,
	ports: Parameters<typeof syncGroup>[1],
): Promise<Outcome> {
	const isReleased = group.tables.length === 0 && !isLeaving(group);
	const verdict = group.problem ?? (isReleased ? RELEASED : undefined);
	return verdict === undefined
		? syncGroup(group, ports)
		: { group, verdict, conflicts: 0, puts: [] };
}

const RELEASED = {
	reason: "Observed",
	message: "the table is being deleted; its routes stay in Avi",
} as const;

/** Sets and removes finalizers by the tables' deletionPolicy, and releases deleted tables whose routes stay. */
async function adjustFinalizers(group: Group, own: ControllerPorts) {
	for (const table of group.tables.filter(hasWrongFinalizer))
		await finalize(table, table.spec.deletionPolicy === "Delete", own);
	for (const table of tablesToRelease(group)) await finalize(table, false, own);
}

async function finalize(
	table: Table,
	isSet: boolean,
	{ tables, log }: ControllerPorts,
): Promise<void> {
	const failed = await tables.setFinalizer(table, isSet);
	if (failed !== undefined)
		log("error", "the finalizer can't be written", {
			table: table.id,
			problem: failed.fault.message,
		});
}
