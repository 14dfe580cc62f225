import { vrfText } from "../diff/state.ts";
import { plural } from "../report/text.ts";
import { OLD_AKO } from "./contention.ts";
import type { Group } from "./group.ts";
import type { GroupState } from "./group-state.ts";
import type { Outcome } from "./reconcile.ts";

/** An event about a table. */
export interface TableEvent {
	readonly type: "Normal" | "Warning";
	readonly reason: string;
	readonly note: string;
}

/** A group after a pass, and before it. */
export interface Passed {
	readonly state: GroupState;
	readonly was: GroupState;
}

/** True when the reason is another one, or has held so long that a user must act now. */
export const isNews = ({ state, was }: Passed): boolean =>
	state.last?.reason !== was.last?.reason ||
	(state.isStalled && !was.isStalled);

/** The events of a pass: the writes, a removal of all routes by somebody else, and a change of what a user must know. */
export function eventsOf(
	{ group, verdict, written, before: difference }: Outcome,
	passed: Passed,
): readonly TableEvent[] {
	const { reason, message } = verdict;
	const had = passed.was.last?.live ?? 0;
	const events: TableEvent[] = [];
	if (written !== undefined && difference?.live === 0 && had > 0)
		events.push({
			type: "Warning",
			reason: "RoutesRemovedByOther",
			note: `somebody removed all ${plural(had, "route")} of cluster ${group.cluster}, and they were written again; look for it in Avi's audit log (a VRF context in Terraform needs lifecycle { ignore_changes = [static_routes] }), or for ${OLD_AKO}`,
		});
	if (written !== undefined)
		events.push({
			type: "Normal",
			reason: "Written",
			note: `+${written.added} ~${written.changed} -${written.removed} routes written to Avi`,
		});
	if (isNews(passed)) {
		const type = passed.state.isStalled ? "Warning" : "Normal";
		events.push({ type, reason, note: message });
	}
	return events;
}

/** The event of a group without tables whose routes are still in Avi. */
export function orphansEvent(
	{ cluster, vrf }: Group,
	routes: number,
): TableEvent {
	return {
		type: "Warning",
		reason: "RoutesOrphaned",
		note: `the tables of cluster ${cluster} for VRF context ${vrfText(vrf)} are gone, and its ${plural(routes, "route")} stay in Avi; avi-routes sync --purge ${cluster} removes them, and new tables take them over`,
	};
}
