import { type Difference, isInSync } from "../../avi/merge.ts";
import { diffText } from "../../diff/text.ts";
import { printable, printJson } from "../../report/printable.ts";
import { screenOf } from "../../report/screen.ts";
import { driftOf } from "../../sync/drift.ts";
import { planDiff } from "../../sync/plan-diff.ts";
import { REASONS } from "../../sync/reasons.ts";
import type { Outcome } from "../../sync/reconcile.ts";
import type { Run } from "../command-line/run.ts";
import type { SyncValues } from "./args.ts";

/** A warning where any certificate of Avi is trusted. */
export const insecureNotes = (values: SyncValues): readonly string[] =>
	values["avi-insecure-skip-verify"]
		? [
				"warning: --avi-insecure-skip-verify is set: a man in the middle gets the password and can forge all answers",
			]
		: [];

/** The report of a pass; its exit code is 0 in sync, 1 for differences or changes, 2 when Avi could not be read or written. */
export function reportPass(
	outcomes: readonly Outcome[],
	{ "dry-run": isDry, output }: Pick<SyncValues, "dry-run" | "output">,
	notes: readonly string[],
): Run {
	const failed = outcomes.some((outcome) => isFailed(outcome, isDry));
	const differs = outcomes.some(
		({ written, merge }) =>
			written !== undefined || (merge !== undefined && !isInSync(merge)),
	);
	const messages = outcomes.flatMap((outcome) => messagesOf(outcome, isDry));
	return {
		exitCode: failed ? 2 : differs ? 1 : 0,
		stdout:
			output === "json"
				? printJson({ groups: outcomes.map(toJson) })
				: passText(outcomes, isDry),
		stderr: [...notes, ...messages].map(printable),
	};
}

/** True when Avi could not be compared; for a pass that writes, also when it did not write all changes. */
function isFailed({ verdict, merge }: Outcome, isDry: boolean): boolean {
	return isDry ? merge === undefined : REASONS[verdict.reason] !== "ready";
}

/** The routes that change, or that were changed; `no change` only where every group was compared and is in sync. */
function passText(outcomes: readonly Outcome[], isDry: boolean): string {
	const planned = outcomes.flatMap(({ group, merge, before }) => {
		const isPlan = isDry || group.policy === "Observe";
		const isShown = isPlan || (merge !== undefined && isInSync(merge));
		const shown = before ?? (isShown ? merge : undefined);
		return shown === undefined ? [] : [{ group, merge: shown }];
	});
	const diff = planDiff(planned);
	const isAll = planned.length === outcomes.length && planned.length > 0;
	return isAll || diff.clusters.length > 0
		? diffText(diff, screenOf(process.stdout, process.env))
		: "";
}

/** A line for each problem, and for each change. */
function messagesOf(outcome: Outcome, isDry: boolean) {
	const { group, verdict, delivery } = outcome;
	const { cluster, policy } = group;
	const { reason, message } = verdict;
	const kind = REASONS[reason];
	const level =
		kind === "ready" || (isDry && reason === "AKOActive")
			? "note"
			: isFailed(outcome, isDry)
				? "error"
				: "warning";
	const isQuiet = kind === "ready" && policy === "Manage" && isDry;
	const isDelivered = delivery === undefined || delivery.status === "True";
	return [
		...(isQuiet ? [] : [`${level}: ${cluster}: ${reason}: ${message}`]),
		...(isDelivered
			? []
			: [`warning: ${cluster}: ${delivery.reason}: ${delivery.message}`]),
	];
}

function toJson({ group, verdict, merge, written, delivery }: Outcome) {
	const { cluster, vrf, policy } = group;
	return {
		cluster,
		vrfContext: vrf,
		managementPolicy: policy,
		ready: { status: REASONS[verdict.reason] === "ready", ...verdict },
		...(merge && stateOf(merge, group)),
		delivered: delivery,
		written,
	};
}

const stateOf = (merge: Difference, group: Outcome["group"]) => ({
	inSync: isInSync(merge),
	drift: driftOf(merge),
	foreignConflicts: merge.conflicts,
	routes: planDiff([{ group, merge }]).clusters.flatMap(({ routes }) => routes),
});
