import { toCompared } from "../plan/plan.ts";
import { compareRoutes } from "../plan/route-changes.ts";
import { type Check, forEachCluster } from "./check.ts";

export const cniPluginMismatch: Check = {
	id: "cni-plugin-mismatch",
	severity: "warning",
	description:
		"The running AKO has a cniPlugin that does not fit the IPAM mode. It reads pod CIDRs from the wrong objects and programs, without a word, routes that no pod uses.",
	remediation: "apply the emitted AKO settings and restart AKO",
	check: forEachCluster(({ cluster, ako, liveAko, routes, decision }) => {
		if (
			ako === undefined ||
			liveAko === undefined ||
			liveAko.cniPlugin === ako.cniPlugin
		)
			return [];
		const { item, path } = cluster.akoConfig?.source ?? {
			item: cluster.source,
			path: "",
		};
		const says = `the running AKO of cluster ${cluster.name} has cniPlugin ${JSON.stringify(liveAko.cniPlugin)}, IPAM mode ${decision.name} needs ${JSON.stringify(ako.cniPlugin)}`;
		return [
			{
				message: `${says}; ${numbers(liveAko.routes?.map(toCompared), routes.map(toCompared))}`,
				item,
				field: `${path}.cniPlugin`,
				currentValue: cluster.akoConfig?.data.cniPlugin ?? "",
				proposedValue: ako.cniPlugin,
			},
		];
	}),
};

type Compared = ReturnType<typeof toCompared>;

/** How many of the routes that AKO programs today are right, missing and wrong, with an example of each. */
function numbers(
	live: readonly Compared[] | undefined,
	right: readonly Compared[],
): string {
	if (live === undefined)
		return "it takes pod CIDRs from objects of another CNI";
	const {
		added: missing,
		removed: extra,
		changed,
	} = compareRoutes(live, right);
	const example = (route: Compared | undefined) =>
		route === undefined ? "" : ` (as ${route.prefix} to ${route.node})`;
	const wrong =
		changed.length === 0
			? ""
			: `, ${changed.length} go to the wrong node${example(changed[0]?.before)}`;
	return `of the ${live.length} routes that it programs, ${extra.length} lead to CIDRs that no pod uses${example(extra[0])}${wrong}; ${missing.length} of ${right.length} right ones are missing${example(missing[0])}`;
}
