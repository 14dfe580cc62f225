import type { Config } from "../config/config.ts";
import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import { KINDS } from "../model/kinds.ts";
import { ownValuesName } from "../plan/own-values.ts";
import { type ClusterPlan, leavesAkoSync, type Plan } from "../plan/plan.ts";
import { titleOf } from "../read/unread-item.ts";
import { renderAkoValues } from "./ako-values.ts";
import { renderCiliumPatch } from "./cilium-patch.ts";
import { type Edit, typedValues } from "./edit.ts";
import { editTargets } from "./edit-targets.ts";
import { type Emitted, type Output, toOutput } from "./output.ts";
import { renderRouteTables } from "./route-table.ts";
import { summary } from "./summary.ts";

/** The renderer of each output file, in the order in which new files are written. */
const EMITTERS: Readonly<
	Record<string, (plan: ClusterPlan, config: Config) => Emitted[]>
> = {
	"route-table": renderRouteTables,
	"ako-values-configmap": renderAkoValues,
	"cilium-config-patch": renderCiliumPatch,
};

/** Earlier outputs of a cluster to keep: those with the name, or all. */
interface LeftAlone {
	readonly cluster: string;
	readonly name?: string;
}

/** What the plan is turned into. */
export interface Rendering {
	readonly outputs: readonly Output[];
	readonly edits: readonly Edit[];
	/** An info for each edit, and a summary for each cluster. */
	readonly results: readonly Result[];
	/** Outputs of earlier runs to keep unchanged. */
	readonly leftAlone: readonly LeftAlone[];
}

/** Turns the plan into resources and edits. */
export function render({ clusters, config }: Plan): Rendering {
	const decided = clusters.filter(
		({ decision }) => decision.mode !== undefined,
	);
	const outputs = decided.flatMap((plan) =>
		Object.entries(EMITTERS).flatMap(([name, emit]) =>
			emit(plan, config).map((one) => toOutput(one, name, plan, config)),
		),
	);
	const edits = decided.flatMap(editTargets);
	return {
		outputs,
		edits,
		leftAlone: clusters.flatMap(leftAlone),
		results: [...edits.map(editResult), ...decided.map(summary)],
	};
}

/**
 * Earlier outputs to keep: all without an IPAM mode; the SCTP patch when SCTP is wanted but blocked; AKO's values
 * when there are no routes to take over.
 */
function leftAlone(plan: ClusterPlan): LeftAlone[] {
	const { cluster, decision, sctp } = plan;
	if (decision.mode === undefined) return [{ cluster: cluster.name }];
	const isBlocked = sctp.wanted !== undefined && sctp.value === undefined;
	const names = [
		...(isBlocked ? [KINDS.ciliumConfig.name] : []),
		...(leavesAkoSync(plan) ? [ownValuesName(plan.cluster.name)] : []),
	];
	return names.map((name) => ({ cluster: cluster.name, name }));
}

function editResult(edit: Edit): Result {
	const { place, name, cluster } = edit;
	const { item, field } = place;
	const values = typedValues(edit);
	const { currentValue, proposedValue } = values;
	const from =
		currentValue === undefined
			? "is set to"
			: `goes from ${JSON.stringify(currentValue)} to`;
	const message = `${titleOf(item)}: ${name} ${from} ${JSON.stringify(proposedValue)}`;
	const note = { check: "edit", severity: "info", message } as const;
	return resultAt(item, { ...note, cluster, field, ...values });
}
