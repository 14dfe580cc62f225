import { appliedBy } from "../group/raw/config-owner.ts";
import type { ClusterPlan } from "./plan.ts";

/**
 * True when the SCTP switch is written as a patch of cilium-config: it is to be set, no target is edited in place, and the
 * patch does not remove the other keys of the ConfigMap.
 */
export const isCiliumPatched = ({ cluster, sctp }: ClusterPlan): boolean =>
	sctp.value !== undefined &&
	cluster.ciliumTargets.length === 0 &&
	appliedBy(cluster.ciliumConfig?.owner) === undefined;
