import { liveSettings } from "../group/targets/config-map.ts";
import type { AkoKey, Settings } from "../group/targets/target.ts";
import { isCiliumPlugin } from "../model/ako-settings.ts";
import { defaultIpFamily } from "../plan/ip-family.ts";
import type { AkoSettings, ClusterPlan } from "../plan/plan.ts";
import { type Check, type ClusterFinding, forEachCluster } from "./check.ts";

/** The settings that this tool changes and AKO reads only when it starts. */
const KEYS = [
	"cniPlugin",
	"disableStaticRouteSync",
	"ipFamily",
] as const satisfies readonly AkoKey[];

export const akoNeedsRestart: Check = {
	id: "ako-needs-restart",
	severity: "info",
	description:
		"A desired setting is not the one that AKO runs with. AKO reads it from its environment at start only, and its chart does not roll the pods; the AKO operator does.",
	why: "AKO takes these keys of its ConfigMap from its environment, which a container gets once, and the chart `ako` puts no checksum of the ConfigMap on the pods. Without a restart the change is there for all to see and has no effect.",
	remediation:
		"restart AKO once the change is applied: kubectl -n avi-system rollout restart statefulset/ako",
	example:
		'cniPlugin of cluster prod goes from unset to "cilium", which AKO reads only when it starts',
	check: forEachCluster((plan) =>
		plan.ako === undefined || isSelfRestarting(plan)
			? []
			: findings(plan, plan.ako),
	),
};

/** True when the AKO operator, which rolls AKO by itself, or another CNI is in charge. */
function isSelfRestarting({ cluster: { akoTargets } }: ClusterPlan): boolean {
	const isForeign = ({ values }: Settings<AkoKey>) =>
		!isCiliumPlugin(values.cniPlugin);
	return (
		akoTargets.length > 0 &&
		akoTargets.every(
			(target) => target.item.kind === "AKOConfig" || isForeign(target),
		)
	);
}

/** Compares with the running AKO; without a snapshot of it, with the settings of its target. */
function findings(
	{ cluster }: ClusterPlan,
	ako: AkoSettings,
): ClusterFinding[] {
	const { akoConfig, akoTargets, name } = cluster;
	return KEYS.flatMap((key) => {
		const wanted = ako[key];
		if (wanted === undefined) return [];
		const edited = akoTargets.filter(
			({ place, unknown }) =>
				place(key) !== undefined && unknown[key] === undefined,
		);
		const sources: readonly Settings<AkoKey>[] =
			akoConfig === undefined ? edited : [liveSettings(akoConfig)];
		const source = sources.find(
			({ values }) => !isSame(key, values[key] ?? "", wanted, cluster),
		);
		if (source === undefined) return [];
		const current = source.values[key];
		const from = current === undefined ? "unset" : JSON.stringify(current);
		const message = `${key} of cluster ${name} goes from ${from} to ${JSON.stringify(wanted)}, which AKO reads only when it starts`;
		return [
			{
				message,
				...source.where(key),
				currentValue: current,
				proposedValue: wanted,
			},
		];
	});
}

/** True when the change has no effect on AKO: the value equals AKO's default for an empty one. */
function isSame(
	key: (typeof KEYS)[number],
	current: string,
	wanted: string,
	{ versions }: ClusterPlan["cluster"],
): boolean {
	const defaults = {
		cniPlugin: "",
		disableStaticRouteSync: "false",
		ipFamily: defaultIpFamily(versions.ako),
	};
	const effective = current === "" ? defaults[key] : current;
	return effective.toLowerCase() === wanted.toLowerCase();
}
