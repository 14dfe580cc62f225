import type { Cluster } from "../group/cluster.ts";
import { liveSettings } from "../group/targets/ako-setting.ts";
import type { AkoKey, Settings } from "../group/targets/target.ts";
import { groupBy } from "../krm/group-by.ts";
import { EDITED_AKO_KEYS, isCiliumPlugin } from "../model/ako-settings.ts";
import { fieldOf } from "../model/lists.ts";
import { hasSameEffect } from "../plan/ako-effect.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine, unsetOr } from "./combine.ts";

export const akoNeedsRestart: Check = {
	id: "ako-needs-restart",
	severity: "info",
	description:
		"A desired setting is not the one that AKO runs with. AKO reads it from its environment at start only, and its chart does not roll the pods; the AKO operator does. Or, in mode kubernetes, a next hop that is not the first InternalIP of its node is another one than in the table of the last render.",
	why: "AKO takes these keys of its ConfigMap from its environment, which a container gets once, and the chart `ako` puts no checksum of the ConfigMap on the pods. Without a restart the change is there for all to see and has no effect. Of a Node's addresses a running AKO compares their number and the first InternalIP, so that it keeps the old IPv6 next hop of a dual-stack node until it starts again, or something else of the Node changes; a CiliumNode it reads whenever that changes.",
	remediation:
		"restart AKO once the change is applied: kubectl -n avi-system rollout restart statefulset/ako",
	example:
		'cniPlugin of cluster prod goes from unset to "cilium", which AKO reads only when it starts',
	check: forEachCluster((plan) => [changedSettings(plan), unnoticedHops(plan)]),
};

/** True when the AKO operator, which rolls AKO by itself, or another CNI is in charge. */
const isSelfRestarting = ({ akoTargets }: Cluster): boolean =>
	akoTargets.length > 0 &&
	akoTargets.every(
		({ item, values }) =>
			item.kind === "AKOConfig" || !isCiliumPlugin(values.cniPlugin),
	);

/** Compares with the running AKO; without a snapshot of it, with the settings of its target. */
function changedSettings({ cluster, ako }: ClusterPlan): ClusterFinding[] {
	const { akoConfig, akoTargets, name } = cluster;
	if (ako === undefined || isSelfRestarting(cluster)) return [];
	return EDITED_AKO_KEYS.flatMap((key) => {
		const wanted = ako[key];
		if (wanted === undefined) return [];
		const edited = akoTargets.filter(
			({ place, unknown }) =>
				place(key) !== undefined && unknown[key] === undefined,
		);
		const sources: readonly Settings<AkoKey>[] =
			akoConfig === undefined ? edited : [liveSettings(akoConfig)];
		const source = sources.find(
			({ values }) => !hasSameEffect(key, values[key] ?? "", wanted, cluster),
		);
		if (source === undefined) return [];
		const currentValue = source.values[key];
		return {
			message: `${key} of cluster ${name} goes from ${unsetOr(currentValue)} to ${JSON.stringify(wanted)}, which AKO reads only when it starts`,
			...source.where(key),
			currentValue,
			proposedValue: wanted,
		};
	});
}

/**
 * The nodes whose changed next hop a running AKO may not notice, because their first InternalIP is the same
 * (isNodeUpdated in internal/k8s/controller.go of AKO).
 */
function unnoticedHops(plan: ClusterPlan): ClusterFinding[] {
	const { cluster, decision, changes, nodes } = plan;
	const writesRoutes =
		cluster.config.routeOwner === "AKO" &&
		plan.otherCni === undefined &&
		plan.liveAko?.idle === undefined;
	const moved = groupBy(
		changes.changed.filter(({ before, after }) => before.node === after.node),
		({ after }) => after.node,
	);
	const isReadOfNodes = decision.mode?.source === "Node";
	if (!isReadOfNodes || !writesRoutes || moved.size === 0) return [];
	const found = nodes.flatMap(({ node, addresses }) => {
		const own = moved.get(node.name) ?? [];
		const first = addresses.find(({ type }) => type === "InternalIP")?.text;
		const [change] = own;
		if (!change || own.some(({ after }) => after.nextHop === first)) return [];
		const { before, after } = change;
		return {
			name: node.name,
			message: `the next hop of node ${node.name} goes from ${before.nextHop} to ${after.nextHop}, which is not its first InternalIP (${first}): a running AKO may not notice`,
			remedy: RESTART_FOR_HOPS,
			...fieldOf(node.source, "addresses"),
			currentValue: before.nextHop,
			proposedValue: after.nextHop,
		};
	});
	return combine(found, amongRoutedNodes(plan), ({ share, names }) => ({
		message: `${share} of cluster ${cluster.name} (${names}) have another next hop than before, which is not the first InternalIP: a running AKO may not notice`,
	}));
}

const RESTART_FOR_HOPS =
	"if Avi still has the old one, restart AKO: kubectl -n avi-system rollout restart statefulset/ako";
