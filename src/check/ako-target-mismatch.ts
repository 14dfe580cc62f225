import { liveSettings } from "../group/targets/ako-setting.ts";
import type { AkoKey, Settings, Target } from "../group/targets/target.ts";
import { AKO_SETTINGS, isCiliumPlugin } from "../model/ako-settings.ts";
import { isOtherCni } from "../plan/other-cni.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, type Findings, forEachCluster } from "./check.ts";

export const akoTargetMismatch: Check = {
	id: "ako-target-mismatch",
	severity: "error",
	description:
		"AKO's settings name another cluster or VRF than this configuration, or a cniPlugin that belongs to another CNI. These are never edited: AKO tags every Avi object with the cluster's name. A warning for the VRF of the running AKO when what installs it has the right one.",
	why: "AKO tags every Avi object with clusterName and removes what bears its name and is not its own: under another name it recreates everything, and in another VRF its routes are not found. A cniPlugin of another CNI means that Cilium does not hand out the pod addresses here.",
	remediation: "correct the one that is wrong",
	example:
		'ClusterSnapshot prod has clusterName "east", here the cluster is prod',
	check: forEachCluster((plan) => [
		plan.cluster.akoTargets
			.filter(({ isForMany }) => !isForMany)
			.map((target) => [
				foreignPlugin(plan, target),
				otherName(plan, target),
				otherVrf(plan, target),
			]),
		liveNames(plan),
	]),
};

type AkoSettings = Settings<AkoKey>;

const at = ({ where, values }: AkoSettings, key: AkoKey) => ({
	...where(key),
	currentValue: values[key],
});

const nameOf = ({ item }: AkoSettings) => `${item.kind} ${item.name}`;

function foreignPlugin(
	{ ako, otherCni }: ClusterPlan,
	target: AkoSettings,
): Findings {
	const plugin = target.values.cniPlugin ?? "";
	if (otherCni !== undefined || isCiliumPlugin(plugin)) return undefined;
	const has = `${nameOf(target)} has cniPlugin ${JSON.stringify(plugin)}`;
	const set = `set cniPlugin: ${JSON.stringify(ako?.cniPlugin)} there`;
	const [message, remedy] = isOtherCni(plugin)
		? [
				`${has}: another CNI is in charge, so it is not edited`,
				`${set} if Cilium hands out the pod CIDRs, else leave the cluster out`,
			]
		: [
				`${has}, which AKO does not know and takes for ""; it is not edited`,
				set,
			];
	return {
		message,
		remedy: ako?.cniPlugin === undefined ? undefined : remedy,
		...at(target, "cniPlugin"),
	};
}

/**
 * A snapshot may omit keys, so only a name that it has is compared. Another VRF is a warning when what installs AKO has
 * the right one already: an error would keep the correction from being applied.
 */
function liveNames(plan: ClusterPlan): Findings {
	const { akoConfig, akoTargets } = plan.cluster;
	const isNamed = (akoConfig?.data.clusterName ?? "") !== "";
	if (akoConfig === undefined || !isNamed) return [];
	const isCorrected =
		akoTargets.length > 0 &&
		akoTargets.every(({ values }) => values.vrfName === plan.vrfContext.name);
	const live = liveSettings(akoConfig);
	return [otherName(plan, live), otherVrf(plan, live, isCorrected)];
}

const RESTART =
	"apply the settings, and restart AKO: kubectl -n avi-system rollout restart statefulset/ako";

/** The remedy where the object may be of another cluster, which would be renamed in Avi, or of none. */
function remedyFor(
	{ isLeftOut, isShared }: Target<AkoKey>,
	{ length }: readonly unknown[],
): string | undefined {
	if (isShared)
		return "set it in a patch of the cluster's own kustomization, in a file; if something that is not read here sets it, put the shared file into .krmignore";
	if (isLeftOut)
		return "if nothing applies its file, put that into .krmignore; else correct the one that is wrong";
	return length < 2
		? undefined
		: "if it is of another cluster, put its folder into spec.clusters[].path of that, or into .krmignore; else correct the one that is wrong";
}

function otherName({ cluster }: ClusterPlan, target: AkoSettings): Findings {
	const { name, akoTargets } = cluster;
	const { clusterName = "" } = target.values;
	const place = at(target, "clusterName");
	if (clusterName === name) return undefined;
	if (clusterName === "")
		return target.unknown.clusterName || isNamedElsewhere(target, akoTargets)
			? undefined
			: {
					message: `${nameOf(target)} has no clusterName; the chart's default is ${AKO_SETTINGS.clusterName.default}, here it is ${name}`,
					...place,
					severity: "warning",
					remedy: `set clusterName: ${name} there`,
				};
	const own = akoTargets.find((one) => one === target);
	return {
		message: `${nameOf(target)} has clusterName ${JSON.stringify(clusterName)}, here the cluster is ${name}`,
		...place,
		remedy: own && remedyFor(own, akoTargets),
	};
}

function otherVrf(
	{ cluster, vrfContext, vrf }: ClusterPlan,
	target: AkoSettings,
	isCorrected = false,
): Findings {
	const { vrfName = "" } = target.values;
	const isConfigured = cluster.config.vrfContext.name !== undefined;
	// Where AKO ignores vrfName or asks Avi, only spec.vrfContext.name can name the VRF.
	const ofTarget = vrfName === "" || vrf.ignoresVrfName ? vrf.ofAko : vrfName;
	const isOther = ofTarget !== undefined && ofTarget !== vrfContext.name;
	const isComparable = isConfigured || isCorrected;
	if (!isOther || !isComparable || target.unknown.vrfName) return undefined;
	const by = isConfigured ? "spec.vrfContext.name is" : "what installs AKO has";
	const has =
		vrfName === "" ? "no vrfName" : `vrfName ${JSON.stringify(vrfName)}`;
	const means =
		ofTarget === vrfName ? "" : `, with which AKO takes VRF ${ofTarget}`;
	return {
		message: `${nameOf(target)} has ${has}${means}, ${by} ${vrfContext.name}`,
		...at(target, "vrfName"),
		...(isCorrected && { severity: "warning", remedy: RESTART }),
	};
}

/** True when the same object has a clusterName in another file, as a base and what kustomize patches it with. */
function isNamedElsewhere(
	{ item }: AkoSettings,
	targets: readonly AkoSettings[],
): boolean {
	return targets.some(
		({ item: other, values }) =>
			other.kind === item.kind &&
			other.name === item.name &&
			values.clusterName !== undefined,
	);
}
