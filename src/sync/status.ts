import type { AviRouteTable } from "../../schemas/generated/types.ts";
import { isInSync } from "../avi/merge.ts";
import type { Decision } from "./decide.ts";
import { driftOf, driftText } from "./drift.ts";
import { type Kind, REASONS, type Verdict } from "./reasons.ts";
import type { Table } from "./table.ts";

export type Status = NonNullable<AviRouteTable["status"]>;
export type Condition = NonNullable<Status["conditions"]>[number];

type Told = Pick<Condition, "type" | "status" | "reason" | "message">;

/** Parts that are not all there for so long, in milliseconds, need somebody. */
const LONGEST_WAIT = 10 * 60_000;

/** How a verdict is told that has held for so long: what waits for parts waits for somebody after a while. */
export function kindOf({ reason }: Verdict, held: number): Kind {
	return reason === "WaitingForParts" && held >= LONGEST_WAIT
		? "stalled"
		: REASONS[reason];
}

/**
 * The status of a table, after what its group came to. A condition's time changes with its status alone, so that an
 * unchanged state gives an unchanged status.
 */
export function statusOf(
	table: Table,
	decision: Decision,
	{
		now,
		held,
		before,
	}: {
		readonly now: number;
		/** For how long the verdict has held. */
		readonly held: number;
		readonly before: Status | undefined;
	},
): Status {
	const { merge } = decision;
	const { routes } = table.spec;
	const absent = new Set([
		...(merge?.added ?? []).map(({ prefix }) => prefix.text),
		...(merge?.changed ?? []).map(({ after }) => after.prefix.text),
	]);
	const programmed =
		merge === undefined
			? before?.programmedRoutes
			: routes.filter(({ prefix }) => !absent.has(prefix)).length;
	const generation = table.generation;
	return {
		...(generation === undefined ? {} : { observedGeneration: generation }),
		desiredRoutes: routes.length,
		...(programmed === undefined ? {} : { programmedRoutes: programmed }),
		...(merge === undefined ? {} : { drift: driftOf(merge) }),
		conditions: conditionsOf(decision, held).map((told) => ({
			...told,
			message: told.message.slice(0, MOST_MESSAGE),
			...(generation === undefined ? {} : { observedGeneration: generation }),
			lastTransitionTime: timeOf(told, before, now),
		})),
	};
}

/** A message has at most so many characters. */
const MOST_MESSAGE = 1000;

function timeOf(told: Told, before: Status | undefined, now: number): string {
	const old = before?.conditions?.find(({ type }) => type === told.type);
	return old?.status === told.status
		? old.lastTransitionTime
		: new Date(now).toISOString().replace(/\.\d+Z/, "Z");
}

/** Ready, InSync and Delivered; Reconciling and Stalled only where they hold, as kstatus has it. */
function conditionsOf(decision: Decision, held: number): Told[] {
	const { verdict, delivery } = decision;
	const kind = kindOf(verdict, held);
	const told = (type: string, status: Told["status"]): Told => ({
		type,
		status,
		...verdict,
	});
	return [
		pick(told("Ready", kind === "ready" ? "True" : "False")),
		inSync(decision),
		...(delivery === undefined ? [] : [{ type: "Delivered", ...delivery }]),
		...(kind === "waiting" ? [pick(told("Reconciling", "True"))] : []),
		...(kind === "stalled" ? [pick(told("Stalled", "True"))] : []),
	];
}

const pick = ({ type, status, reason, message }: Told): Told => ({
	type,
	status,
	reason,
	message,
});

function inSync({ merge, verdict }: Decision): Told {
	if (merge === undefined) {
		const { reason, message } = verdict;
		return { type: "InSync", status: "Unknown", reason, message };
	}
	return isInSync(merge)
		? {
				type: "InSync",
				status: "True",
				reason: "InSync",
				message:
					"Avi has the routes of the tables, and no others of the cluster",
			}
		: {
				type: "InSync",
				status: "False",
				reason: "Drifted",
				message: driftText(driftOf(merge)),
			};
}

/** True when the two say the same. */
export function isSameStatus(a: Status | undefined, b: Status): boolean {
	return a !== undefined && textOf(a) === textOf(b);
}

/** The same text for the same status, however the API server orders it. */
function textOf(status: Status): string {
	const { conditions = [], drift, ...counts } = status;
	const ordered = (value: object | undefined) =>
		Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([
		ordered(counts),
		ordered({ ...drift, examples: drift?.examples ?? [] }),
		[...conditions].sort((a, b) => (a.type < b.type ? -1 : 1)).map(ordered),
	]);
}
