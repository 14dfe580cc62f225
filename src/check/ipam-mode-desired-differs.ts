import type { Cluster } from "../group/cluster.ts";
import { isSameObject } from "../group/double-targets.ts";
import type { CiliumKey, Target } from "../group/targets/target.ts";
import { type Check, forEachCluster } from "./check.ts";

export const ipamModeDesiredDiffers: Check = {
	id: "ipam-mode-desired-differs",
	severity: "warning",
	description:
		"What installs Cilium from this package asks for another IPAM mode than cilium-config has. The routes and cniPlugin are those of the mode that cilium-config has.",
	why: "Another IPAM mode gives every node that is rolled other pod CIDRs, from another field, which AKO reads with another cniPlugin. Cilium does not support the change on a live cluster, and routes of the old mode lead to addresses that no pod has any more.",
	remediation:
		"keep the mode that runs, or plan the move: render again with a new snapshot as soon as nodes are rolled",
	example:
		'HelmRelease cilium asks for IPAM mode "kubernetes", while cilium-config of cluster prod has "cluster-pool"',
	check: forEachCluster(({ cluster, decision: { configured } }) => {
		if (configured === undefined) return [];
		return cluster.ciliumTargets.flatMap((target) => {
			const asked = target.values.ipamMode;
			if (asked === undefined || asked === configured) return [];
			if (target.isForMany || hasOneWith(configured, target, cluster))
				return [];
			return {
				message: `${target.item.kind} ${target.item.name} asks for IPAM mode ${JSON.stringify(asked)}, while cilium-config of cluster ${cluster.name} has ${JSON.stringify(configured)}`,
				...target.where("ipamMode"),
				currentValue: asked,
			};
		});
	}),
};

/** True when another object of its name, of which the cluster can have one only, asks for the mode. */
const hasOneWith = (
	mode: string,
	{ item }: Target<CiliumKey>,
	{ ciliumTargets }: Cluster,
) =>
	ciliumTargets.some(
		({ item: other, values }) =>
			isSameObject(other, item) && values.ipamMode === mode,
	);
