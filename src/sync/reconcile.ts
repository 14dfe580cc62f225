import type { AviFailed } from "../avi/fault.ts";
import type { Difference } from "../avi/merge.ts";
import type { AviSession } from "../avi/session.ts";
import {
	findSeGroups,
	findVrf,
	getVrf,
	putVrf,
	type RawObject,
	readRouteLimit,
	type VrfRef,
} from "../avi/vrf.ts";
import {
	type AkoState,
	type Decision,
	type Observation,
	reconcileGroup,
} from "./decide.ts";
import type { SeGroupLook } from "./delivery.ts";
import type { Group } from "./group.ts";
import type { KnownSeGroups } from "./read-infra.ts";
import type { Verdict } from "./reasons.ts";

/** What reconciling a group needs of the world. */
export interface ReconcilePorts {
	readonly session: AviSession;
	/** Looks whether AKO is off for the group, now. */
	readonly ako: (group: Group) => Promise<AkoState>;
	/** The SE groups of the cluster, where the tables don't name them. */
	readonly seGroups: KnownSeGroups;
	/** Says, with the routes that Avi has now, that somebody undoes what is written. */
	readonly contention: (
		group: Group,
		live: readonly RawObject[],
		ako: AkoState,
	) => Verdict | undefined;
	/** Told of each write that Avi has taken, with what it has now. */
	readonly wrote: (group: Group, vrf: RawObject) => void;
	/** Asked right before each write: false in a dry run, and once the Lease is lost or the process is to end. */
	readonly mayWrite: () => boolean;
	/** Waits; a random time between the two, in milliseconds. */
	readonly pause: (least: number, most: number) => Promise<void>;
}

/** What came of a group. */
export interface Outcome extends Omit<Decision, "write"> {
	readonly group: Group;
	/** The version of the VRF context that was seen last. */
	readonly ref?: VrfRef;
	/** What the writes did, and what stood between Avi and the tables before. */
	readonly written?: Written;
	readonly before?: Difference;
	/** How often somebody else was quicker. */
	readonly conflicts: number;
	/** The HTTP status of each PUT; 0 without an answer. */
	readonly puts: readonly number[];
	/** Seconds after which Avi wants to be asked again. */
	readonly retryAfter?: number;
}

export interface Written {
	readonly added: number;
	readonly changed: number;
	readonly removed: number;
}

/** So often a write is tried when somebody else is quicker, or when the answer is lost. */
const MOST_TRIES = 5;

/**
 * Reads what Avi has, decides, and writes in one PUT what differs. When somebody else was quicker (412), or nobody knows
 * whether the write was carried out, it starts over: nothing is written that was not compared with a fresh read.
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
		const seen = ref === undefined ? {} : { ref };
		const { write } = decision;
		if ("fault" in observation.vrf)
			return end(decision, { ...seen, ...retryOf(observation.vrf) });
		if (write === undefined || !ports.mayWrite()) {
			// The write whose answer was lost was carried out.
			const written = lost && write === undefined ? writtenBy(lost) : {};
			return end(decision, { ...seen, ...written });
		}
		const put = await putVrf(ports.session, write, group.vrf);
		if (!("fault" in put)) {
			puts.push(200);
			ports.wrote(group, put.vrf);
			const after = readBack(observation, put.vrf);
			return end(after, { ref: refOf(put.vrf), ...writtenBy(decision) });
		}
		const { reason, status = 0 } = put.fault;
		puts.push(status);
		const isUnknown = reason === "AviUnreachable";
		if (reason === "ConcurrentUpdates") conflicts++;
		if (isUnknown) lost = decision;
		const isOver = reason !== "ConcurrentUpdates" && !isUnknown;
		if (isOver || tries === MOST_TRIES)
			return end(
				{ ...decision, verdict: put.fault },
				{ ...seen, ...retryOf(put) },
			);
		await ports.pause(50, 500);
	}
}

const withoutWrite = ({ write: _, ...decision }: Decision): Decision =>
	decision;

const retryOf = ({ fault: { retryAfter } }: AviFailed) =>
	retryAfter === undefined ? {} : { retryAfter };

/** Reads all that the decision needs; AKO last, for it must be off when the write is sent. */
async function observe(
	group: Group,
	{ session, seGroups, ako, contention }: ReconcilePorts,
): Promise<{ readonly observation: Observation; readonly ref?: VrfRef }> {
	const found = await findVrf(session, group.vrf);
	const vrf =
		"fault" in found ? found : await getVrf(session, found.uuid, group.vrf);
	if ("fault" in vrf || "fault" in found)
		return { observation: { group, vrf, ako: UNKNOWN } };
	const { names, problem } = seGroupsOf(group, seGroups);
	const looked: SeGroupLook | undefined =
		names.length === 0
			? undefined
			: {
					names,
					found: await findSeGroups(session, group.vrf, names),
					...(problem === undefined ? {} : { problem }),
				};
	const isManaged = group.policy === "Manage";
	const routeLimit = isManaged
		? await readRouteLimit(session, group.vrf)
		: undefined;
	const akoState = isManaged ? await ako(group) : UNKNOWN;
	const live = (vrf.vrf.static_routes ?? []) as readonly RawObject[];
	return {
		observation: {
			group,
			vrf,
			seGroups: looked,
			ako: akoState,
			routeLimit,
			contention: isManaged ? contention(group, live, akoState) : undefined,
		},
		ref: refOf(vrf.vrf),
	};
}

const UNKNOWN: AkoState = { isOff: false, message: "" };

/** The SE groups that the tables name, else those of the cluster. */
function seGroupsOf({ tables }: Group, others: KnownSeGroups): KnownSeGroups {
	const own = tables.flatMap(({ spec }) => spec.serviceEngineGroups ?? []);
	return own.length > 0 ? { names: [...new Set(own)] } : others;
}

function refOf({ uuid, _last_modified: lastModified }: RawObject): VrfRef {
	return {
		uuid: String(uuid),
		lastModified: typeof lastModified === "string" ? lastModified : undefined,
	};
}

/** What holds after the write, by what Avi has answered. */
function readBack(observation: Observation, vrf: RawObject): Decision {
	const after = reconcileGroup({ ...observation, vrf: { vrf } });
	return after.write === undefined
		? after
		: {
				...withoutWrite(after),
				verdict: {
					reason: "NotAccepted",
					message:
						"Avi took the write, and yet does not have all of the routes; look at its events for this VRF context",
				},
			};
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
