import { akoNeedsRestart } from "./ako-needs-restart.ts";
import { akoTargetMismatch } from "./ako-target-mismatch.ts";
import type { Check } from "./check.ts";
import { ciliumNodeStale } from "./cilium-node-stale.ts";
import { clusterNameInvalid } from "./cluster-name-invalid.ts";
import { cniPluginMismatch } from "./cni-plugin-mismatch.ts";
import { ipamModeOverridden } from "./ipam-mode-overridden.ts";
import { ipamModeUnknown } from "./ipam-mode-unknown.ts";
import { ipamModeUnsupported } from "./ipam-mode-unsupported.ts";
import { needsGitopsOwner } from "./needs-gitops-owner.ts";
import { noRouteController } from "./no-route-controller.ts";
import { nodeWithoutCiliumNode } from "./node-without-cilium-node.ts";
import { nodeWithoutNextHop } from "./node-without-next-hop.ts";
import { nodeWithoutPodCidr } from "./node-without-pod-cidr.ts";
import { podCidrAnnotation } from "./pod-cidr-annotation.ts";
import { podCidrContainsNode } from "./pod-cidr-contains-node.ts";
import { podCidrDuplicate } from "./pod-cidr-duplicate.ts";
import { podCidrHostBits } from "./pod-cidr-host-bits.ts";
import { podCidrIgnored } from "./pod-cidr-ignored.ts";
import { podCidrInvalid } from "./pod-cidr-invalid.ts";
import { podCidrOverlap } from "./pod-cidr-overlap.ts";
import { sctpCiliumTooOld } from "./sctp-cilium-too-old.ts";
import { sctpKernelTooOld } from "./sctp-kernel-too-old.ts";
import { sctpNeedsRestart } from "./sctp-needs-restart.ts";
import { snapshotTooSmall } from "./snapshot-too-small.ts";
import { tooManyRemovedRoutes } from "./too-many-removed-routes.ts";

/** Every check, most important first: the order in which results of one severity are written. */
export const CHECKS = [
	snapshotTooSmall,
	tooManyRemovedRoutes,
	ipamModeUnknown,
	ipamModeUnsupported,
	ipamModeOverridden,
	cniPluginMismatch,
	akoTargetMismatch,
	needsGitopsOwner,
	noRouteController,
	clusterNameInvalid,
	podCidrDuplicate,
	podCidrOverlap,
	podCidrContainsNode,
	podCidrInvalid,
	podCidrHostBits,
	nodeWithoutCiliumNode,
	nodeWithoutNextHop,
	nodeWithoutPodCidr,
	ciliumNodeStale,
	sctpKernelTooOld,
	sctpCiliumTooOld,
	sctpNeedsRestart,
	akoNeedsRestart,
	podCidrAnnotation,
	podCidrIgnored,
] as const satisfies readonly Check[];
