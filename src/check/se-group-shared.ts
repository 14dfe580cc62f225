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
		"Two clusters whose static routes are synced name one Service Engine group of one cloud and tenant.",
	why: "AKO writes the label clustername on its Service Engine group when it starts, and Avi gives the routes of that name to the group. A group has one label: the AKO that finds another cluster's there does not start, whether or not pod CIDRs overlap, and the routes that something else writes for the other cluster reach no Service Engine. The default, Default-Group, is the same for all; an empty serviceEngineGroupName means it, too.",
	remediation:
		"give each cluster a group of its own: set ControllerSettings.serviceEngineGroupName of AKO",
	example:
		"clusters east and prod share Service Engine group Default-Group of cloud Default-Cloud, tenant admin: the AKO that starts first labels it with its cluster's name, the other one does not start",
	isFleetWide: true,
	check({ clusters }) {
		const routed = clusters.filter(
			(plan) => syncsRoutes(plan) || isTakenOver(plan),
		);
		return sharing(routed, placeText).flatMap((plans): Finding | [] => {
			const names = [...new Set(plans.map(({ cluster }) => cluster.name))];
			const last = plans.at(-1);
			if (names.length < 2 || last === undefined) return [];
			const settings = groupSettings(last.cluster);
			return {
				message: `clusters ${someOf(names)} share Service Engine ${placeText(last)}: ${effectOn(plans, names.length)}`,
				item: last.cluster.source,
				...settings?.where("serviceEngineGroupName"),
				currentValue: settings?.values.serviceEngineGroupName,
				cluster: last.cluster.name,
				otherClusters: names,
			};
		});
	},
};

/** What comes of it: an AKO that finds another cluster's label stops; routes with another label are not delivered. */
function effectOn(plans: readonly ClusterPlan[], names: number): string {
	const isPair = names === 2;
	if (plans.every(syncsRoutes))
		return `the AKO that starts first labels it with its cluster's name, ${isPair ? "the other one does" : "the others do"} not start`;
	const stops = plans.some(syncsRoutes)
		? ", and an AKO that finds another cluster's name there does not start"
		: "";
	return `a group is labelled for one cluster, so the routes of ${isPair ? "the other one" : "the others"} do not reach its Service Engines${stops}`;
}

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

/** True when something else writes the cluster's routes, to members that they lead to. */
const isTakenOver = ({ cluster, ako }: ClusterPlan): boolean =>
	ako?.disableStaticRouteSync === "true" && idleAko(cluster) === undefined;

/** True when AKO syncs static routes, and so labels its group at the start, whoever owns the routes. */
export function syncsRoutes({ cluster, ako }: ClusterPlan): boolean {
	return (
		ako?.disableStaticRouteSync !== "true" &&
		idleAko(cluster, "AKO") === undefined
	);
}
