import { olderThan } from "../resolve/version.ts";
import type { Check, Finding } from "./check.ts";
import { namesOf } from "./combine.ts";
import { versionLocation } from "./location.ts";
import { syncsRoutes } from "./se-group-shared.ts";
import { sharing, vrfOf } from "./sharing.ts";

export const clusterNamePrefix: Check = {
	id: "cluster-name-prefix",
	severity: "warning",
	description:
		"The name of one cluster begins with that of another one in the same VRF, whose AKO is below 1.9.3.",
	why: "Up to 1.9.2 AKO took every route whose id begins with its cluster's name for its own: a restart of cluster orange deleted the routes of orange-new.",
	remediation: "upgrade that AKO to 1.9.3 or later before it restarts",
	example:
		"cluster prod runs AKO 1.9.2, and the name of cluster prod-new begins with prod: when that AKO restarts it deletes the routes of prod-new in VRF global of cloud Default-Cloud, tenant admin",
	isFleetWide: true,
	check: ({ clusters }) =>
		sharing(clusters, vrfOf).flatMap((plans) =>
			plans.flatMap((plan): Finding[] => {
				const { cluster } = plan;
				const { name, versions } = cluster;
				const version = olderThan(versions.ako, [1, 9, 3]);
				const longer = plans
					.map((other) => other.cluster.name)
					.filter((other) => other !== name && other.startsWith(name));
				if (version === undefined || longer.length === 0) return [];
				if (!syncsRoutes(plan)) return [];
				const begin =
					longer.length === 1 ? "the name of cluster" : "the names of clusters";
				const begins = longer.length === 1 ? "begins" : "begin";
				return [
					{
						message: `cluster ${name} runs AKO ${version}, and ${begin} ${namesOf(longer)} ${begins} with ${name}: when that AKO restarts it deletes the routes of ${namesOf(longer)} in ${vrfOf(plan)}`,
						...versionLocation(cluster, "ako"),
						currentValue: version,
						cluster: name,
						otherClusters: longer,
					},
				];
			}),
		),
};
