import type { Cluster } from "../group/cluster.ts";
import { akoSources } from "../group/targets/ako-setting.ts";
import type { AkoKey, Settings } from "../group/targets/target.ts";
import { someOf } from "../krm/list-of.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import type { Check, Finding } from "./check.ts";
import { idleAko } from "./routes-unused.ts";
import { sharing } from "./sharing.ts";

export const seGroupShared: Check = {
	id: "se-group-shared",
	severity: "error",
	description:
		"Two clusters whose AKO syncs static routes name one Service Engine group of one cloud and tenant.",
	why: "AKO writes the label clustername on its Service Engine group when it starts, and Avi gives the routes of that name to the group. A group has one label: the AKO that finds another cluster's there does not start, whether or not pod CIDRs overlap. The default, Default-Group, is the same for all; an empty serviceEngineGroupName means it, too.",
	remediation:
		"give each cluster a group of its own: set ControllerSettings.serviceEngineGroupName of AKO",
	example:
		"clusters east and prod share Service Engine group Default-Group of cloud Default-Cloud, tenant admin: the AKO that starts first labels it with its cluster's name, the other one does not start",
	isFleetWide: true,
	check({ clusters }) {
		const labelling = clusters.filter(syncsRoutes);
		return sharing(labelling, placeText).flatMap((plans): Finding | [] => {
			const names = [...new Set(plans.map(({ cluster }) => cluster.name))];
			const last = plans.at(-1);
			if (names.length < 2 || last === undefined) return [];
			const others =
				names.length === 2 ? "the other one does" : "the others do";
			const settings = groupSettings(last.cluster);
			return {
				message: `clusters ${someOf(names)} share Service Engine ${placeText(last)}: the AKO that starts first labels it with its cluster's name, ${others} not start`,
				item: last.cluster.source,
				...settings?.where("serviceEngineGroupName"),
				currentValue: settings?.values.serviceEngineGroupName,
				cluster: last.cluster.name,
				otherClusters: names,
			};
		});
	},
};

/** AKO's group where serviceEngineGroupName is empty (init in internal/lib/lib.go). */
const DEFAULT_GROUP = "Default-Group";

/**
 * The settings with the group: those of the AKO target, else of the running AKO. Settings without the key are
 * skipped.
 */
function groupSettings(cluster: Cluster): Settings<AkoKey> | undefined {
	return akoSources(cluster).find(
		({ values, unknown }) =>
			values.serviceEngineGroupName !== undefined ||
			unknown.serviceEngineGroupName !== undefined,
	);
}

/** The name of the cluster's Service Engine group; undefined when unknown. */
export function seGroupOf(cluster: Cluster): string | undefined {
	const name = groupSettings(cluster)?.values.serviceEngineGroupName;
	return name === "" ? DEFAULT_GROUP : name;
}

/** The group in words; undefined when unknown. */
function placeText({ cluster, vrfContext }: ClusterPlan): string | undefined {
	const group = seGroupOf(cluster);
	const { cloud, tenant } = vrfContext;
	return group && `group ${group} of cloud ${cloud}, tenant ${tenant}`;
}

/** True when AKO syncs static routes, and so labels its group at the start, whoever owns the routes. */
export function syncsRoutes({ cluster, ako }: ClusterPlan): boolean {
	return (
		ako?.disableStaticRouteSync !== "true" &&
		idleAko(cluster, "AKO") === undefined
	);
}
