import { isDeepStrictEqual } from "node:util";
import type { AviRouteTable } from "../../schemas/generated/types.ts";
import { type Difference, isInSync } from "../avi/merge.ts";
import { defined } from "../krm/defined.ts";
import type { Decision } from "./decide.ts";
import { driftOf, driftText } from "./drift.ts";
import { type Kind, REASONS, type Reason, type Verdict } from "./reasons.ts";
import type { Table } from "./table.ts";

export type Status = NonNullable<AviRouteTable["status"]>;
type Condition = NonNullable<Status["conditions"]>[number];

type ConditionText = Pick<Condition, "type" | "status" | "reason" | "message">;

/** Milliseconds after which a user must act: parts are not applied, or a certificate, name or proxy of Avi is wrong. */
const MAX_WAIT = 10 * 60_000;
const LASTING: readonly Reason[] = ["WaitingForParts", "AviUnreachable"];

/** What a verdict means after it has held for `held` milliseconds: some that wait are stalled after MAX_WAIT. */
export function kindOf({ reason }: Verdict, held: number): Kind {
	return LASTING.includes(reason) && held >= MAX_WAIT
		? "stalled"
		: REASONS[reason];
}

/**
 * The status of a table after a pass. A condition's time changes only with its status, so that an unchanged state gives
 * an unchanged status.
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
		/** Milliseconds for which the verdict has held. */
		readonly held: number;
		readonly before: Status | undefined;
	},
): Status {
	const { merge } = decision;
	const { routes } = table.spec;
	const generation = defined({ observedGeneration: table.generation });
	return defined({
		...generation,
		desiredRoutes: routes.length,
		programmedRoutes:
			merge === undefined
				? before?.programmedRoutes
				: programmedOf(table, merge),
		drift: merge && driftOf(merge),
		conditions: conditionsOf(decision, held).map((condition) => ({
			...condition,
			message: condition.message.slice(0, MAX_MESSAGE),
			...generation,
			lastTransitionTime: timeOf(condition, before, now),
		})),
	});
}

/** How many of the table's routes are in Avi. Those of a table that is being deleted are not wanted any more. */
function programmedOf({ spec, isDeleting }: Table, merge: Difference): number {
	const texts = new Set(
		isDeleting
			? merge.removed.map(({ prefix }) => prefix)
			: [...merge.added, ...merge.changed.map(({ after }) => after)].map(
					({ prefix }) => prefix.text,
				),
	);
	return spec.routes.filter(({ prefix }) => texts.has(prefix) === isDeleting)
		.length;
}

/** Maximum characters of a message. */
const MAX_MESSAGE = 1000;

function timeOf(
	condition: ConditionText,
	before: Status | undefined,
	now: number,
): string {
	const old = before?.conditions?.find(({ type }) => type === condition.type);
	return old?.status === condition.status
		? old.lastTransitionTime
		: new Date(now).toISOString().replace(/\.\d+Z/, "Z");
}

/** Ready, InSync and Delivered; Reconciling and Stalled only when True, as kstatus demands. */
function conditionsOf(decision: Decision, held: number): ConditionText[] {
	const { verdict, delivery } = decision;
	const { reason, message } = verdict;
	const kind = kindOf(verdict, held);
	const ready = kind === "ready" ? "True" : "False";
	const isTrue = { status: "True", reason, message } as const;
	return [
		{ type: "Ready", status: ready, reason, message },
		{ type: "InSync", ...inSync(decision) },
		...(delivery === undefined ? [] : [{ type: "Delivered", ...delivery }]),
		...(kind === "waiting" ? [{ type: "Reconciling", ...isTrue }] : []),
		...(kind === "stalled" ? [{ type: "Stalled", ...isTrue }] : []),
	];
}

function inSync({ merge, verdict }: Decision): Omit<ConditionText, "type"> {
	const { reason, message } = verdict;
	if (merge === undefined) return { status: "Unknown", reason, message };
	if (!isInSync(merge))
		return {
			status: "False",
			reason: "Drifted",
			message: driftText(driftOf(merge)),
		};
	return {
		status: "True",
		reason: "InSync",
		message: "Avi has the routes of the tables, and no others of the cluster",
	};
}

/** True when both have the same content. */
export function isSameStatus(a: Status | undefined, b: Status): boolean {
	return a !== undefined && isDeepStrictEqual(contentOf(a), contentOf(b));
}

/** The status as the API server may give it back: conditions in another order, no empty list. */
const contentOf = ({ conditions = [], drift, ...counts }: Status) => ({
	...counts,
	drift: { ...drift, examples: drift?.examples ?? [] },
	conditions: new Map(conditions.map((one) => [one.type, one])),
});
