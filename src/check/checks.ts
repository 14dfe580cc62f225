import { akoNeedsRestart } from "./ako-needs-restart.ts";
import { akoTargetMismatch } from "./ako-target-mismatch.ts";
import { akoTooOld } from "./ako-too-old.ts";
import { akoUpgradeChangesRoutes } from "./ako-upgrade-changes-routes.ts";
import { bgpAlsoAdvertises } from "./bgp-also-advertises.ts";
import type { Check } from "./check.ts";
import { ciliumConfigNotPatched } from "./cilium-config-not-patched.ts";
import { ciliumNodeConfig } from "./cilium-node-config.ts";
import { ciliumNodeError } from "./cilium-node-error.ts";
import { ciliumNodeStale } from "./cilium-node-stale.ts";
import { clusterChanged } from "./cluster-changed.ts";
import { clusterNameClash } from "./cluster-name-clash.ts";
import { clusterNameInvalid } from "./cluster-name-invalid.ts";
import { clusterNamePrefix } from "./cluster-name-prefix.ts";
import { cniPluginMismatch } from "./cni-plugin-mismatch.ts";
import { helmOwnsCiliumConfig } from "./helm-owns-cilium-config.ts";
import { ipFamilyAssumed } from "./ip-family-assumed.ts";
import { ipFamilyUnsupported } from "./ip-family-unsupported.ts";
import { ipamModeChanged } from "./ipam-mode-changed.ts";
import { ipamModeDesiredDiffers } from "./ipam-mode-desired-differs.ts";
import { ipamModeOverridden } from "./ipam-mode-overridden.ts";
import { ipamModeUnknown } from "./ipam-mode-unknown.ts";
import { ipamModeUnsupported } from "./ipam-mode-unsupported.ts";
import { liveRoutesDiffer } from "./live-routes-differ.ts";
import { needsGitopsOwner } from "./needs-gitops-owner.ts";
import { nextHopByVersion } from "./next-hop-by-version.ts";
import { nextHopDisagrees } from "./next-hop-disagrees.ts";
import { nextHopLinkLocal } from "./next-hop-link-local.ts";
import { nextHopOutsideNodeNetworks } from "./next-hop-outside-node-networks.ts";
import { nextHopShared } from "./next-hop-shared.ts";
import { noRouteController } from "./no-route-controller.ts";
import { noRoutes } from "./no-routes.ts";
import { nodeNameInvalid } from "./node-name-invalid.ts";
import { nodeWithoutAgent } from "./node-without-agent.ts";
import { nodeWithoutCiliumNode } from "./node-without-cilium-node.ts";
import { nodeWithoutNextHop } from "./node-without-next-hop.ts";
import { nodeWithoutPodCidr } from "./node-without-pod-cidr.ts";
import { otherCni } from "./other-cni.ts";
import { podCidrAnnotation } from "./pod-cidr-annotation.ts";
import { podCidrContainsNode } from "./pod-cidr-contains-node.ts";
import { podCidrDuplicate } from "./pod-cidr-duplicate.ts";
import { podCidrElsewhere } from "./pod-cidr-elsewhere.ts";
import { podCidrHostBits } from "./pod-cidr-host-bits.ts";
import { podCidrIgnored } from "./pod-cidr-ignored.ts";
import { podCidrInvalid } from "./pod-cidr-invalid.ts";
import { podCidrOutsidePool } from "./pod-cidr-outside-pool.ts";
import { podCidrOverlap } from "./pod-cidr-overlap.ts";
import { poolOverlaps } from "./pool-overlaps.ts";
import { renamedByKustomize } from "./renamed-by-kustomize.ts";
import { routesUnused } from "./routes-unused.ts";
import { sctpAkoTooOld } from "./sctp-ako-too-old.ts";
import { sctpCiliumTooOld } from "./sctp-cilium-too-old.ts";
import { sctpKernelTooOld } from "./sctp-kernel-too-old.ts";
import { sctpNeedsRestart } from "./sctp-needs-restart.ts";
import { sctpOffButUsed } from "./sctp-off-but-used.ts";
import { sctpPortRewritten } from "./sctp-port-rewritten.ts";
import { sctpServiceType } from "./sctp-service-type.ts";
import { seGroupShared } from "./se-group-shared.ts";
import { snapshotTooSmall } from "./snapshot-too-small.ts";
import { targetNotEditable } from "./target-not-editable.ts";
import { tooManyChangedRoutes } from "./too-many-changed-routes.ts";
import { tooManyRemovedRoutes } from "./too-many-removed-routes.ts";
import { versionUnknown } from "./version-unknown.ts";
import { vrfChanged } from "./vrf-changed.ts";
import { vrfPrefixConflict } from "./vrf-prefix-conflict.ts";
import { vrfUnknown } from "./vrf-unknown.ts";

/** Every check, most important first: the order in which results of one severity are written. */
export const CHECKS = [
	snapshotTooSmall,
	noRoutes,
	tooManyRemovedRoutes,
	clusterChanged,
	tooManyChangedRoutes,
	ipamModeChanged,
	vrfChanged,
	vrfUnknown,
	clusterNameClash,
	seGroupShared,
	clusterNamePrefix,
	clusterNameInvalid,
	renamedByKustomize,
	otherCni,
	ipamModeUnknown,
	ipamModeUnsupported,
	ipamModeOverridden,
	ipamModeDesiredDiffers,
	akoUpgradeChangesRoutes,
	cniPluginMismatch,
	akoTargetMismatch,
	akoTooOld,
	needsGitopsOwner,
	noRouteController,
	routesUnused,
	liveRoutesDiffer,
	vrfPrefixConflict,
	nodeNameInvalid,
	podCidrDuplicate,
	podCidrOverlap,
	podCidrContainsNode,
	podCidrInvalid,
	podCidrHostBits,
	podCidrOutsidePool,
	poolOverlaps,
	nodeWithoutCiliumNode,
	nodeWithoutNextHop,
	ciliumNodeConfig,
	podCidrElsewhere,
	nodeWithoutPodCidr,
	nextHopOutsideNodeNetworks,
	nextHopShared,
	nextHopLinkLocal,
	nextHopDisagrees,
	ciliumNodeError,
	ciliumNodeStale,
	ipFamilyUnsupported,
	ipFamilyAssumed,
	nextHopByVersion,
	bgpAlsoAdvertises,
	sctpKernelTooOld,
	sctpCiliumTooOld,
	sctpAkoTooOld,
	sctpServiceType,
	sctpPortRewritten,
	sctpOffButUsed,
	helmOwnsCiliumConfig,
	ciliumConfigNotPatched,
	sctpNeedsRestart,
	akoNeedsRestart,
	targetNotEditable,
	nodeWithoutAgent,
	podCidrAnnotation,
	podCidrIgnored,
	versionUnknown,
] as const satisfies readonly Check[];
