import type { Cluster } from "../group/cluster.ts";
import { groupBy } from "../krm/group-by.ts";
import { filePath } from "../krm/item.ts";
import type { Check } from "./check.ts";
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
		const byName = groupBy(
			clusters.map(({ cluster }) => cluster),
			({ name }) => name,
		);
		return [...byName].flatMap(([name, group]) => {
			const [first, ...others] = group as [Cluster, ...Cluster[]];
			return others.map((other) => ({
				message: `two clusters are named ${name}: with ${first.nodes.length} nodes in ${placeOf(first)}, with ${other.nodes.length} in ${placeOf(other)}`,
				...nameLocation(config, other),
				currentValue: name,
				cluster: name,
			}));
		});
	},
};

const placeOf = ({ source }: Cluster) =>
	filePath(source) ?? `${source.kind} ${source.name}`;
