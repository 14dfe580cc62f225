import { appliedBy } from "../group/raw/config-owner.ts";
import type { ClusterPlan } from "./plan.ts";

/**
 * True when the SCTP switch is written as a patch of cilium-config: it is to be set, no target is edited in place, and the
 * patch does not remove the other keys of the ConfigMap. What else installs Cilium here, such as a chart that kustomize or
 * Argo CD renders, may apply the ConfigMap as a whole: then there is a patch only where Helm owns it.
 */
export function isCiliumPatched({
	cluster: { ciliumTargets, ciliumConfig },
	sctp,
	hasCiliumNote,
}: ClusterPlan): boolean {
	const owner = ciliumConfig?.owner;
	return (
		sctp.value !== undefined &&
		ciliumTargets.length === 0 &&
		appliedBy(owner) === undefined &&
		(owner === "Helm" || !hasCiliumNote)
	);
}
