import { filePath } from "../krm/item.ts";
import type { Check, Finding } from "./check.ts";
import { nameLocation } from "./location.ts";

export const clusterNameClash: Check = {
	id: "cluster-name-clash",
	severity: "error",
	description: "Two clusters have one name.",
	why: "AKO tags every Avi object, routes included, with its clusterName and removes what bears its name and is not its own, so two clusters of one name in an Avi cloud delete each other's routes. What is emitted here is named for the cluster, too.",
	remediation:
		"give each cluster a name of its own, here and in AKOSettings.clusterName; two snapshots of one cluster: keep the newer one",
	example:
		"two clusters are named prod: with 3 nodes in clusters/prod.yaml, with 2 in old/prod.yaml",
	isFleetWide: true,
	check({ clusters, config }) {
		const known = new Map<string, (typeof clusters)[number]>();
		return clusters.flatMap((plan): Finding[] => {
			const { cluster } = plan;
			const existing = known.get(cluster.name)?.cluster;
			if (existing === undefined) {
				known.set(cluster.name, plan);
				return [];
			}
			const places = [existing.source, cluster.source].map(
				(item) => filePath(item) ?? `${item.kind} ${item.name}`,
			);
			const message = `two clusters are named ${cluster.name}: with ${existing.nodes.length} nodes in ${places[0]}, with ${cluster.nodes.length} in ${places[1]}`;
			const { name } = cluster;
			const at = { ...nameLocation(config, cluster), currentValue: name };
			return [{ message, ...at, cluster: name }];
		});
	},
};
