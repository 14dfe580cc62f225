import { originalName, originalNamespace } from "../group/kustomize-names.ts";
import { parsedValue, valueAt } from "../group/targets/mapping.ts";
import { type Head, type Item, namespacedName } from "../krm/item.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, type Findings, forEachCluster } from "./check.ts";

export const renamedByKustomize: Check = {
	id: "renamed-by-kustomize",
	severity: "warning",
	description:
		"kustomize's namePrefix, nameSuffix or namespace changed the name of a ClusterSnapshot, of avi-k8s-config or of cilium-config before this tool saw it. They are read under the names in their files, where kustomize notes these. An error when AKO's clusterName shows that the cluster has another name.",
	why: "The name of a ClusterSnapshot is AKO's clusterName, which labels every route; under another one no Service Engine group carries the routes. AKO and Cilium read their ConfigMaps under fixed names, and ignore one that is renamed or moved.",
	remediation:
		"keep these objects and the transformer in a kustomization without namePrefix, nameSuffix and namespace",
	example:
		"ConfigMap platform/east-avi-k8s-config is avi-system/avi-k8s-config in its file: kustomize changed that, and AKO reads it under that name only",
	check: forEachCluster((plan, { lookalikes }) => [
		renamedSnapshot(plan),
		renamedConfigMaps(plan),
		lookalikes.map((item) => lookalike(plan, item)),
	]),
};

function renamedSnapshot({ cluster: { source, name } }: ClusterPlan): Findings {
	if (source.kind !== "ClusterSnapshot" || originalName(source) === source.name)
		return undefined;
	const message = `ClusterSnapshot ${source.name} is ${name} in its file: kustomize renamed it, and it is taken for cluster ${name}`;
	return { message, ...atName(source) };
}

function renamedConfigMaps({ cluster }: ClusterPlan): Findings {
	const readers = [
		["AKO", cluster.akoTargets, "avi-system"],
		["Cilium", cluster.ciliumTargets, "kube-system"],
	] as const;
	return readers.map(([reader, targets, home]) =>
		targets.map(({ item }) => {
			const before = originalNamespace(item);
			const isMoved = before === home && item.namespace !== home;
			const isRenamed = originalName(item) !== item.name;
			if (item.kind !== "ConfigMap" || !(isMoved || isRenamed))
				return undefined;
			const [now, was] = [
				namespacedName(item),
				namespacedName({ name: originalName(item), namespace: before }),
			];
			const message = `ConfigMap ${now} is ${was} in its file: kustomize changed that, and ${reader} reads it under that name only`;
			return { message, ...atName(item) };
		}),
	);
}

/**
 * A ConfigMap that has AKO's name with a prefix or suffix, which the cluster's name has too. An error when its
 * clusterName lacks that: the routes would be for a cluster that AKO does not know.
 */
function lookalike({ cluster: { name } }: ClusterPlan, item: Item): Findings {
	const affix = sharedAffix(item.name, name);
	const own = valueAt(parsedValue(item), ["data", "clusterName"]);
	if (affix === undefined || own === name) return undefined;
	const says =
		typeof own === "string"
			? `, and it says clusterName ${JSON.stringify(own)}`
			: "";
	const message = `ConfigMap ${item.name} is not read, for AKO reads avi-k8s-config only; ${JSON.stringify(affix.text)} is in the name of cluster ${name} too, as kustomize's namePrefix and nameSuffix do it${says}`;
	const severity = own === affix.without ? "error" : "warning";
	return { message, severity, ...atName(item) };
}

/** The prefix or suffix that AKO's name and the cluster's have in common, and the cluster's name without it. */
function sharedAffix(
	configMap: string,
	cluster: string,
): { readonly text: string; readonly without: string } | undefined {
	const [prefix = "", suffix = ""] = configMap.split("avi-k8s-config");
	if (prefix !== "" && cluster.startsWith(prefix))
		return { text: prefix, without: cluster.slice(prefix.length) };
	if (suffix !== "" && cluster.endsWith(suffix))
		return { text: suffix, without: cluster.slice(0, -suffix.length) };
	return undefined;
}

const atName = (item: Head) => ({
	item,
	field: "metadata.name",
	currentValue: item.name,
});
