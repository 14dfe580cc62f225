import { readsOwnValues } from "../plan/own-values.ts";
import { type ClusterPlan, isNoteFor, type Plan } from "../plan/plan.ts";
import { byHand } from "./by-hand.ts";
import { type Check, forEachCluster } from "./check.ts";
import { liveNumbers } from "./live-numbers.ts";
import { configLocation } from "./location.ts";

export const cniPluginMismatch: Check = {
	id: "cni-plugin-mismatch",
	severity: "warning",
	description:
		"The running AKO has a cniPlugin that does not fit the IPAM mode. It reads pod CIDRs from the wrong objects and silently programs routes that no pod uses.",
	why: "In IPAM mode cluster-pool the pods have CIDRs of CiliumNode.spec.ipam.podCIDRs, and kube-controller-manager often fills Node.spec.podCIDRs with others. AKO with an empty cniPlugin reads the latter, with cilium the former, and neither choice fails.",
	remediation: "apply the AKO settings that a render writes, and restart AKO",
	example:
		'the running AKO of cluster prod has cniPlugin "", IPAM mode cluster-pool needs "cilium"; of the 3 routes that it programs, 3 lead nowhere (such as 10.244.1.0/24 to worker-1: no pod has such an address); of the 3 right ones, 3 are missing (such as 10.0.1.0/24 to worker-1)',
	check: forEachCluster((plan, whole) => {
		const { cluster, ako, liveAko, decision } = plan;
		if (
			ako?.cniPlugin === undefined ||
			liveAko === undefined ||
			plan.otherCni !== undefined ||
			liveAko.cniPlugin === ako.cniPlugin
		)
			return undefined;
		// With the sync off cniPlugin has no effect, as intended when the files own the routes.
		if (cluster.config.routeOwner === "GitOps" && liveAko.idle !== undefined)
			return undefined;
		const says = `the running AKO of cluster ${cluster.name} has cniPlugin ${JSON.stringify(liveAko.cniPlugin)}, IPAM mode ${decision.name} needs ${JSON.stringify(ako.cniPlugin)}`;
		return {
			message: `${says}; ${liveNumbers(plan) ?? "today both give the same routes"}`,
			remedy: remedyOf(plan, whole),
			...configLocation(cluster, "akoConfig", "cniPlugin"),
			currentValue: cluster.akoConfig?.data.cniPlugin ?? "",
			proposedValue: ako.cniPlugin,
		};
	}),
};

/** What to do where no run can set the cniPlugin of an AKO that the package installs to the right value. */
function remedyOf(plan: ClusterPlan, whole: Plan): string | undefined {
	const { cluster, ako } = plan;
	const { akoTargets } = cluster;
	if (akoTargets.length === 0) {
		const notes = whole.notes.flatMap((note) =>
			"product" in note &&
			note.product === "ako" &&
			isNoteFor(note, cluster.name, whole)
				? [note]
				: [],
		);
		if (notes.length === 0) return undefined;
		return notes.some((note) => byHand(note, [plan]) !== undefined)
			? BY_HAND
			: "apply AKO's values as the package has them, and restart AKO";
	}
	const isLeftAlone =
		!readsOwnValues(cluster) &&
		akoTargets.every(
			({ place, values }) =>
				place("cniPlugin") === undefined && values.cniPlugin !== ako?.cniPlugin,
		);
	return isLeftAlone ? BY_HAND : undefined;
}

const BY_HAND = "set cniPlugin where target-not-editable says, and restart AKO";
