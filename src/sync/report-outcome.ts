import type { ControllerPorts } from "./controller-ports.ts";
import { isLeaving } from "./finalizer.ts";
import type { Group } from "./group.ts";
import type { GroupState } from "./group-state.ts";
import { labelsOf, measure } from "./metrics.ts";
import {
	eventsOf,
	isNews,
	type Passed,
	type TableEvent,
} from "./outcome-events.ts";
import type { Outcome } from "./reconcile.ts";
import { isSameStatus, statusOf } from "./status.ts";

/** Where to report the outcome of a pass, and the state before and after it. */
export type Report = ControllerPorts & Passed;

/** The statuses of the group's tables as they are now; `isWhole` is false when one could not be written. */
type Reported = Pick<GroupState, "statuses"> & { readonly isWhole: boolean };

/** Reports the outcome of a pass: log, metrics, events, statuses. */
export async function reportOutcome(
	outcome: Outcome,
	report: Report,
): Promise<Reported> {
	measure(report.metrics, outcome, report.now());
	logOutcome(outcome, report);
	if (report.isDry) return { statuses: report.state.statuses, isWhole: true };
	await writeEvents(report.state.group, eventsOf(outcome, report), report);
	return writeStatuses(outcome, report);
}

function logOutcome(outcome: Outcome, report: Report): void {
	const { log, state } = report;
	const { written, verdict } = outcome;
	const about = labelsOf(state.group);
	if (written !== undefined)
		log("info", "written to Avi", { ...about, ...written });
	if (isNews(report))
		log(state.isStalled ? "error" : "info", verdict.message, {
			...about,
			reason: verdict.reason,
		});
}

/** Writes events about the group's first table. */
export async function writeEvents(
	{ tables, deleting }: Group,
	events: readonly TableEvent[],
	{
		tables: store,
		now,
		instance,
		log,
	}: Pick<Report, "tables" | "now" | "instance" | "log">,
): Promise<void> {
	const [table] = [...tables, ...deleting];
	if (table === undefined) return;
	for (const event of events) {
		const by = { now: now(), instance };
		const problem = await store.writeEvent(table, event, by);
		if (problem) log("warning", "the event is not written", { problem });
	}
}

/** Writes the statuses that changed. */
async function writeStatuses(
	outcome: Outcome,
	report: Report,
): Promise<Reported> {
	const { state, now, elapsed, tables, log } = report;
	const { group } = state;
	const held = elapsed() - state.reasonSince;
	const waiting = isLeaving(group) ? group.deleting : [];
	const statuses = new Map(state.statuses);
	let isWhole = true;
	for (const table of [...group.tables, ...waiting]) {
		const before = statuses.get(table.id) ?? table.status;
		const status = statusOf(table, outcome, { now: now(), held, before });
		if (isSameStatus(before, status)) continue;
		const failed = await tables.writeStatus(table, status);
		if (failed === undefined) {
			statuses.set(table.id, status);
			continue;
		}
		isWhole = false;
		log("error", "the status can't be written", {
			table: table.id,
			problem: failed.fault.message,
		});
	}
	return { statuses, isWhole };
}
