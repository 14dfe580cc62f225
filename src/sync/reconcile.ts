import type { RawObject } from "../avi/list.ts";
import type { Difference } from "../avi/merge.ts";
import { putVrf, refOf, type VrfRef } from "../avi/vrf.ts";
import { type Decision, type Observation, reconcileGroup } from "./decide.ts";
import type { Group } from "./group.ts";
import { type ObservePorts, observe } from "./observe.ts";

/** The outside world of a reconciliation. */
interface ReconcilePorts extends ObservePorts {
	/** Called after each write with Avi's new state; undefined while it is unknown whether Avi carried it out. */
	readonly wrote?: (group: Group, vrf: RawObject | undefined) => void;
	/** Called right before each write; false in a dry run, and once the Lease is lost or the process is stopping. */
	readonly mayWrite: () => boolean;
	/** Waits for a random time between `min` and `max`, in milliseconds. */
	readonly pause: (min: number, max: number) => Promise<void>;
}

/** The outcome of a pass over a group. */
export interface Outcome extends Omit<Decision, "write"> {
	readonly group: Group;
	/** The last version of the VRF context that was read. */
	readonly ref?: VrfRef | undefined;
	/** The changes written, and the difference between Avi and the tables before. */
	readonly written?: Written;
	readonly before?: Difference;
	/** Writes refused because somebody else wrote first. */
	readonly conflicts: number;
	/** The HTTP status of each PUT; 0 without an answer. */
	readonly puts: readonly number[];
	/** Seconds to wait before the next request, from Avi's Retry-After. */
	readonly retryAfter?: number | undefined;
}

export interface Written {
	readonly added: number;
	readonly changed: number;
	readonly removed: number;
}

/** Maximum number of attempts when another writer got there first or the response is lost. */
const MAX_TRIES = 5;

/**
 * Reads Avi's state, decides, and writes all differences in one PUT. Starts over when another writer got there first (412)
 * or the response is lost: nothing is written that was not compared with a fresh read.
 */
export async function syncGroup(
	group: Group,
	ports: ReconcilePorts,
): Promise<Outcome> {
	let conflicts = 0;
	const puts: number[] = [];
	let lost: Decision | undefined;
	const end = (decision: Decision, more: Partial<Outcome> = {}): Outcome => ({
		...withoutWrite(decision),
		group,
		conflicts,
		puts,
		...more,
	});
	for (let tries = 1; ; tries++) {
		const { observation, ref } = await observe(group, ports);
		const decision = reconcileGroup(observation);
		const { write } = decision;
		if ("fault" in observation.vrf) {
			const { retryAfter } = observation.vrf.fault;
			return end(decision, { ref, retryAfter });
		}
		if (write === undefined || !ports.mayWrite()) {
			if (!lost || write || !isComplete(decision))
				return end(decision, { ref });
			// The write whose response was lost has succeeded.
			ports.wrote?.(group, observation.vrf.vrf);
			return end(decision, { ref, ...writtenBy(lost) });
		}
		const put = await putVrf(ports.session, write, group.vrf);
		if (!("fault" in put)) {
			puts.push(200);
			ports.wrote?.(group, put.vrf);
			const after = readBack(observation, put.vrf);
			return end(after, { ref: refOf(put.vrf), ...writtenBy(decision) });
		}
		const { reason, status = 0, retryAfter } = put.fault;
		puts.push(status);
		const isUnknown = reason === "AviUnreachable";
		if (reason === "ConcurrentUpdates") conflicts++;
		if (isUnknown) {
			lost = decision;
			ports.wrote?.(group, undefined);
		}
		const isOver = reason !== "ConcurrentUpdates" && !isUnknown;
		if (isOver || tries === MAX_TRIES)
			return end({ ...decision, verdict: put.fault }, { ref, retryAfter });
		await ports.pause(50, 500);
	}
}

/** One pass over the groups, one after the other. */
export async function syncGroups(
	groups: readonly Group[],
	ports: ReconcilePorts,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const group of groups) outcomes.push(await syncGroup(group, ports));
	return outcomes;
}

/** True for a decision without a write when Avi has all wanted routes. */
const isComplete = ({ verdict: { reason } }: Decision) =>
	reason === "Programmed" || reason === "RemovalBraked";

const withoutWrite = ({ write: _, ...decision }: Decision): Decision =>
	decision;

/** The decision after the write, by Avi's response. */
function readBack(observation: Observation, vrf: RawObject): Decision {
	const after = reconcileGroup({ ...observation, vrf: { vrf } });
	if (after.write === undefined) return after;
	const message =
		"Avi accepted the write but does not have all of the routes; see its events for this VRF context";
	const verdict = { reason: "NotAccepted", message } as const;
	return { ...withoutWrite(after), verdict };
}

function writtenBy({
	merge,
	verdict,
}: Decision): Pick<Outcome, "written" | "before"> {
	if (merge === undefined) return {};
	const isBraked = verdict.reason === "RemovalBraked";
	return {
		before: isBraked ? { ...merge, removed: [] } : merge,
		written: {
			added: merge.added.length,
			changed: merge.changed.length,
			removed: isBraked ? 0 : merge.removed.length,
		},
	};
}
