import { FUNCTION } from "../krm/annotations.ts";
import { FETCH_WHOLE } from "../read/unpack-lists.ts";
import type { Check, Finding } from "./check.ts";
import { settingLocation } from "./location.ts";

const PUT_ONE =
	"put one beside the AviRoutes: avi-routes snapshot -o cluster-snapshot.yaml reads the cluster, avi-routes import reads what kubectl printed";
/** kustomize gives its generators no resources. */
const PUT_BOTH =
	"list one under resources of the kustomization, and the AviRoutes under transformers (generators are given no resources)";

export const snapshotTooSmall: Check = {
	id: "snapshot-too-small",
	severity: "error",
	description:
		"There is no cluster at all, a cluster has fewer nodes than limits.minNodes, or a List is incomplete by its metadata.",
	why: "Routes that are in no snapshot are removed. A dump truncated by a limit would remove the routes of all nodes that it lacks.",
	remediation: "take a complete snapshot, or lower limits.minNodes",
	example: "cluster prod has 3 nodes, limits.minNodes is 4",
	mustBeNamed: true,
	check({ clusters, truncation, config }) {
		const findings: Finding[] = [];
		if (clusters.length === 0) {
			const { annotations = {} } = config.source ?? {};
			const isKustomize = FUNCTION.some((key) => key in annotations);
			findings.push({
				message:
					"no cluster found: the package holds no ClusterSnapshot and no Node",
				remedy: isKustomize ? PUT_BOTH : PUT_ONE,
				item: config.source,
				cluster: undefined,
			});
		}
		if (truncation !== undefined) {
			findings.push({
				message: truncation.message,
				remedy: FETCH_WHOLE,
				item: truncation.item,
				cluster: undefined,
			});
		}
		for (const { cluster } of clusters) {
			const { minNodes } = cluster.config.limits;
			if (cluster.nodes.length >= minNodes) continue;
			findings.push({
				message: `cluster ${cluster.name} has ${cluster.nodes.length} nodes, limits.minNodes is ${minNodes}`,
				...settingLocation(config, cluster, "limits.minNodes"),
				currentValue: minNodes,
				cluster: cluster.name,
			});
		}
		return findings;
	},
};
