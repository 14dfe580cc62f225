import type { ConfigData } from "../group/cluster.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

/** The values of cniPlugin that this tool may change. */
const OWN_PLUGINS = ["", "cilium"];
/** AKO's VRF when vrfName is empty. */
const DEFAULT_VRF = "global";

export const akoTargetMismatch: Check = {
	id: "ako-target-mismatch",
	severity: "error",
	description:
		"AKO's settings name another cluster or VRF than this configuration, or a cniPlugin that belongs to another CNI. These are never edited: AKO tags every Avi object with the cluster's name.",
	remediation: "correct the one that is wrong",
	check: forEachCluster((plan) => [
		...plan.cluster.akoTargets.flatMap((target) => [
			...foreignPlugin(target),
			...otherNames(plan, target),
		]),
		...liveNames(plan),
	]),
};

function at(
	{ source: { item, path }, data }: ConfigData,
	key: string,
): Pick<Finding, "item" | "field" | "currentValue"> {
	return {
		item,
		field: joinPath(path, key),
		...(data[key] === undefined ? {} : { currentValue: data[key] }),
	};
}

function foreignPlugin(target: ConfigData): Omit<Finding, "cluster">[] {
	const plugin = target.data.cniPlugin ?? "";
	if (OWN_PLUGINS.includes(plugin.toLowerCase())) return [];
	const message = `${target.source.item.name} has cniPlugin ${JSON.stringify(plugin)}: another CNI is in charge, so it is not edited`;
	return [{ message, ...at(target, "cniPlugin") }];
}

/** A snapshot may leave keys out; only a name that is there can be another one. */
function liveNames(plan: ClusterPlan): Omit<Finding, "cluster">[] {
	const { akoConfig } = plan.cluster;
	const isNamed = (akoConfig?.data.clusterName ?? "") !== "";
	return akoConfig === undefined || !isNamed ? [] : otherNames(plan, akoConfig);
}

function otherNames(
	{ cluster, vrfContext }: ClusterPlan,
	target: ConfigData,
): Omit<Finding, "cluster">[] {
	const { clusterName, vrfName = "" } = target.data;
	const what =
		target.source.path === "data"
			? target.source.item.name
			: target.source.path;
	const findings: Omit<Finding, "cluster">[] = [];
	if (clusterName === undefined || clusterName === "") {
		const message = `${what} has no clusterName; the chart's default is my-cluster, here it is ${cluster.name}`;
		findings.push({
			message,
			...at(target, "clusterName"),
			severity: "warning",
			remedy: `set clusterName: ${cluster.name} there`,
		});
	} else if (clusterName !== cluster.name) {
		findings.push({
			message: `${what} has clusterName ${JSON.stringify(clusterName)}, here the cluster is ${cluster.name}`,
			...at(target, "clusterName"),
		});
	}
	const isVrfConfigured = cluster.config.vrfContext.name !== undefined;
	if (isVrfConfigured && (vrfName || DEFAULT_VRF) !== vrfContext.name) {
		const message = `${what} has vrfName ${JSON.stringify(vrfName)}, spec.vrfContext.name is ${vrfContext.name}`;
		findings.push({ message, ...at(target, "vrfName") });
	}
	return findings;
}
