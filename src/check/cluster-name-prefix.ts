import { someOf } from "../krm/list-of.ts";
import { olderThan } from "../resolve/version.ts";
import type { Check, Finding } from "./check.ts";
import { versionLocation } from "./location.ts";
import { syncsRoutes } from "./se-group-shared.ts";
import { sharing, vrfOf } from "./sharing.ts";

export const clusterNamePrefix: Check = {
	id: "cluster-name-prefix",
	severity: "warning",
	description:
		"AKO is below 1.13.2, and takes the routes of another cluster in the same VRF for its own, because of that cluster's name.",
	why: "Before 1.13.2 AKO tells its routes by their id, the cluster's name and a number. From 1.9.3 on a route is its own when the id holds its name, a hyphen and a digit: the AKO of prod takes east-prod-1 and prod-2-1, too. Older ones take every id that begins with their name, such as prod-new-1. Each time AKO writes its routes it deletes the others that it takes for its own.",
	remediation:
		"upgrade that AKO to 1.13.2 or later, which tells routes by their label, or give one of the clusters another VRF",
	example:
		"cluster prod runs AKO 1.12.3, which takes the routes of east-prod for its own: when it writes its routes, it deletes those of east-prod in VRF global of cloud Default-Cloud, tenant admin",
	isFleetWide: true,
	check: ({ clusters }) =>
		sharing(clusters, vrfOf).flatMap((plans) =>
			plans.flatMap((plan): Finding | [] => {
				const { cluster } = plan;
				const { name, versions } = cluster;
				const version = olderThan(versions.ako, [1, 13, 2]);
				if (version === undefined || !syncsRoutes(plan)) return [];
				const takes = takenBy(version, name);
				const taken = plans
					.map((other) => other.cluster.name)
					.filter((other) => other !== name && takes(other));
				if (taken.length === 0) return [];
				return {
					message: `cluster ${name} runs AKO ${version}, which takes the routes of ${someOf(taken)} for its own: when it writes its routes, it deletes those of ${someOf(taken)} in ${vrfOf(plan)}`,
					...versionLocation(cluster, "ako"),
					currentValue: version,
					cluster: name,
					otherClusters: taken,
				};
			}),
		),
};

/**
 * Whether that AKO takes another cluster's routes for those of its own cluster (AviVrfBuild in
 * internal/rest/avi_obj_vrf.go).
 */
function takenBy(akoVersion: string, name: string): (other: string) => boolean {
	if (olderThan(akoVersion, [1, 9, 3]) !== undefined)
		return (other) => other.startsWith(name);
	const ids = [..."123456789"].map((digit) => `${name}-${digit}`);
	return (other) =>
		other.includes(name) && ids.some((id) => `${other}-1`.includes(id));
}
