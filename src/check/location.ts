import type { ClusterConfig, Config } from "../config/config.ts";
import type { Cluster, Versions } from "../group/cluster.ts";
import { valueAt } from "../group/targets/mapping.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { joinPath } from "../read/validate.ts";
import type { PodCIDR } from "../resolve/pod-cidr.ts";
import type { Finding } from "./check.ts";

/** Where a finding is: the resource, and the field that causes it, if any. */
type FindingLocation = Pick<Finding, "item" | "field">;

/**
 * The configuration field of a cluster's setting: in its entry of `spec.clusters` when it differs there, else in
 * `spec`. Without a configuration, the cluster itself.
 */
export function settingLocation(
	{ source, clusters, defaults }: Config,
	cluster: Cluster,
	field: string,
): FindingLocation {
	if (source === undefined) return { item: cluster.source };
	if (source.kind === "ConfigMap")
		return { item: source, field: `data.${field}` };
	const valueIn = (config: ClusterConfig) =>
		JSON.stringify(valueAt(config, field.split(".")));
	const entry = clusters.findIndex(({ name }) => name === cluster.name);
	const isOwn = entry >= 0 && valueIn(cluster.config) !== valueIn(defaults);
	return {
		item: source,
		field: isOwn ? `spec.clusters[${entry}].${field}` : `spec.${field}`,
	};
}

/** Where a pod CIDR or a pool is written, with its text. */
export const cidrLocation = ({
	source,
	field,
	text,
}: Pick<PodCIDR, "source" | "field" | "text">) => ({
	item: source.item,
	field,
	currentValue: text,
});

/** A key of the cluster's cilium-config, or of the running AKO's ConfigMap; the cluster itself without one. */
export function configLocation(
	cluster: Cluster,
	config: "ciliumConfig" | "akoConfig",
	key: string,
): FindingLocation {
	const source = cluster[config]?.source;
	return source === undefined
		? { item: cluster.source }
		: { item: source.item, field: joinPath(source.path, key) };
}

/** The field that names the cluster. */
export function nameLocation(
	{ source, clusters, clusterName }: Config,
	{ name, source: item }: Cluster,
): FindingLocation {
	if (item.kind === "ClusterSnapshot") return { item, field: "metadata.name" };
	if (item.annotations[CLUSTER] === name)
		return { item, field: `metadata.annotations[${CLUSTER}]` };
	const entry = clusters.findIndex((known) => known.name === name);
	if (source !== undefined && entry >= 0)
		return { item: source, field: `spec.clusters[${entry}].name` };
	if (source !== undefined && clusterName === name) {
		const root = source.kind === "ConfigMap" ? "data" : "spec";
		return { item: source, field: `${root}.clusterName` };
	}
	return { item };
}

/** Paths of the version, by kind of object. */
const VERSION_FIELDS: Readonly<Record<string, string>> = {
	DaemonSet: "spec.template.spec.containers",
	StatefulSet: "spec.template.spec.containers",
	Node: "status.nodeInfo.kubeletVersion",
	ConfigMap: "data.controllerVersion",
};

/** The object and field of a version. */
export function versionLocation(
	{ versionSources, akoConfig, ciliumConfig, source }: Cluster,
	product: keyof Versions,
): FindingLocation {
	const item = versionSources[product];
	const config = product === "cilium" ? ciliumConfig : akoConfig;
	return item === undefined
		? { item: config?.source.item ?? source }
		: { item, field: VERSION_FIELDS[item.kind] ?? `spec.versions.${product}` };
}
