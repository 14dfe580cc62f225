import { resultAt } from "../krm/item-result.ts";
import type { Result } from "../krm/result.ts";
import type { ClusterPlan, Plan } from "../plan/plan.ts";
import type { Config } from "../read/config.ts";
import { renderAkoValues } from "./ako-values.ts";
import { renderCiliumPatch } from "./cilium-patch.ts";
import type { Edit } from "./edit.ts";
import { editAko } from "./edit-ako.ts";
import { editCilium } from "./edit-cilium.ts";
import type { Output } from "./output.ts";
import { renderRouteTables } from "./route-table.ts";

/** What is emitted for a cluster, in the order in which new files are written. */
const EMITTERS = [
	renderRouteTables,
	renderAkoValues,
	renderCiliumPatch,
] as const satisfies readonly ((
	plan: ClusterPlan,
	config: Config,
) => Output[])[];

/** The edits of what is desired state already. */
const EDITORS = [editAko, editCilium] as const satisfies readonly ((
	plan: ClusterPlan,
) => Edit[])[];

/** What the plan comes to. */
export interface Rendering {
	readonly outputs: readonly Output[];
	readonly edits: readonly Edit[];
	/** An info for each edit, and a summary for each cluster. */
	readonly results: readonly Result[];
	/** Clusters without a decided IPAM mode: what earlier runs emitted for them stays as it is. */
	readonly undecided: readonly string[];
}

/** Turns the plan into resources and edits. */
export function render({ clusters, config }: Plan): Rendering {
	const decided = clusters.filter(
		({ decision }) => decision.mode !== undefined,
	);
	const undecided = clusters
		.filter(({ decision }) => decision.mode === undefined)
		.map(({ cluster }) => cluster.name);
	const outputs = decided.flatMap((plan) =>
		EMITTERS.flatMap((emit) => emit(plan, config)),
	);
	const edits = decided.flatMap((plan) =>
		EDITORS.flatMap((edit) => edit(plan)),
	);
	return {
		outputs,
		edits,
		undecided,
		results: [...edits.map(editResult), ...decided.map(summary)],
	};
}

function editResult({
	item,
	field,
	key,
	current,
	proposed,
	cluster,
}: Edit): Result {
	const from =
		current === undefined
			? "is set to"
			: `goes from ${JSON.stringify(current)} to`;
	const message = `${item.kind} ${item.name}: ${key} ${from} ${JSON.stringify(proposed)}`;
	return resultAt(item, {
		check: "edit",
		severity: "info",
		message,
		cluster,
		field,
		currentValue: current,
		proposedValue: proposed,
	});
}

/** One line that says what the run came to. */
function summary({
	cluster,
	routes,
	nodes,
	decision,
	ipFamily,
	earlier,
	changes,
}: ClusterPlan): Result {
	const routed = nodes.filter((node) => node.routes.length > 0).length;
	const { added, changed, removed } = changes;
	const against =
		earlier === undefined
			? ""
			: `, +${added.length} ~${changed.length} -${removed.length} since the last run`;
	const owner =
		cluster.config.routeOwner === "GitOps"
			? "owned by GitOps"
			: "programmed by AKO";
	const message = `cluster ${cluster.name}: ${routes.length} routes for ${routed} of ${cluster.nodes.length} nodes (${decision.name}, ${ipFamily}), ${owner}${against}`;
	return {
		message,
		severity: "info",
		tags: { check: "summary", cluster: cluster.name },
	};
}
