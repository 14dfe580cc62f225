import { TARGET_MARK } from "../group/targets/chart.ts";
import { listOf } from "../krm/list-of.ts";
import { planCluster } from "../plan/make-plan.ts";
import { type ClusterPlan, toCompared } from "../plan/plan.ts";
import { compareRoutes } from "../plan/route-changes.ts";
import { olderThan, parseVersion } from "../resolve/version.ts";
import { type Check, forEachCluster } from "./check.ts";

export const akoUpgradeChangesRoutes: Check = {
	id: "ako-upgrade-changes-routes",
	severity: "warning",
	description:
		"What installs AKO from this package names a newer version than runs, which programs other routes, or programs them in another VRF. The routes are those of the version that runs. An upgrade that changes nothing here is not told.",
	why: "AKO 1.12.1 and newer route both families where ipFamily is empty, and read vrfName; AKO up to 1.9.1 takes the last InternalIP of a node. An upgrade alone can move all routes of a cluster to a VRF that no Service Engine looks at.",
	remediation:
		"set ipFamily and vrfName in its values to what is wanted, and render again with a new snapshot as soon as that version runs",
	example:
		"HelmRelease ako installs AKO 1.13.1, while cluster prod runs 1.11.5; that changes its routes: all to VRF vrf-k8s instead of global and 3 added",
	check: forEachCluster((plan) => {
		const { cluster } = plan;
		const running = cluster.versions.ako;
		if (running === undefined || cluster.config.routeOwner !== "AKO") return [];
		return cluster.akoTargets.flatMap(({ item, version, isForMany }) => {
			// A chart of another name has versions of its own.
			const isOther = isForMany || item.annotations[TARGET_MARK] !== undefined;
			const wanted = parseVersion(version?.text ?? "");
			const isNewer = wanted && olderThan(running, wanted) !== undefined;
			if (isOther || !isNewer || !version || !EXACT.test(version.text))
				return [];
			const effect = effectOf(plan, version.text);
			if (effect === undefined) return [];
			return {
				message: `${item.kind} ${item.name} installs AKO ${version.text}, while cluster ${cluster.name} runs ${running}; ${effect}`,
				item: version.item,
				field: version.field,
				currentValue: version.text,
			};
		});
	}),
};

/** A version, and no range of them. */
const EXACT = /^v?\d+\.\d+\.\d+(?:[-+].*)?$/;

/** What another version of AKO makes of the same cluster; undefined when it makes no difference. */
function effectOf(plan: ClusterPlan, ako: string): string | undefined {
	const { cluster, vrfContext, routes } = plan;
	const versions = { ...cluster.versions, ako };
	const other = planCluster({ ...cluster, versions }, plan);
	const { added, removed, changed } = compareRoutes(
		routes.map(toCompared),
		other.routes.map(toCompared),
	);
	const [from, to] = [vrfContext.name, other.vrfContext.name];
	const parts = [
		from !== to && `all to VRF ${to} instead of ${from}`,
		changed.length > 0 && `${changed.length} to another next hop`,
		removed.length > 0 && `${removed.length} removed`,
		added.length > 0 && `${added.length} added`,
	].filter((part) => part !== false);
	return routes.length === 0 || parts.length === 0
		? undefined
		: `that changes its routes: ${listOf(parts)}`;
}
