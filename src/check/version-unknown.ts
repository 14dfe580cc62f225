import type { Versions } from "../group/cluster.ts";
import { fieldPath } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { hasAgent } from "../resolve/agent.ts";
import { isKernelTooOldForSctp, parseVersion } from "../resolve/version.ts";
import { needsCiliumNodes } from "./ako-too-old.ts";
import { type Check, type Findings, forEachCluster } from "./check.ts";
import { versionLocation } from "./location.ts";

export const versionUnknown: Check = {
	id: "version-unknown",
	severity: "info",
	description:
		"A version that a check needs is not known, or its text holds none (a tag like latest, a digest). The check is then silent.",
	why: "With SCTP on, Cilium agents die on kernels below 5.2 and ignore the switch before 1.13; cluster-pool needs AKO 1.10.1. Nothing is guessed: what is not known was not checked.",
	remediation:
		"check it yourself, or put the version into spec.versions of the ClusterSnapshot",
	example:
		'1 of 3 nodes of cluster prod report no kernel version, such as worker-2 ("custom"); whether SCTP can be on there was not checked',
	check: forEachCluster((plan) => [
		unknownKernels(plan),
		unknownVersion(plan, "cilium", "Cilium", isSctpComing(plan)),
		unknownVersion(plan, "ako", "AKO", needsAkoVersion(plan)),
	]),
};

/** True when SCTP is wanted and not on yet: where it is on, the agents have proved that they support it. */
const isSctpComing = ({ sctp, cluster }: ClusterPlan) =>
	sctp.wanted === true && cluster.ciliumConfig?.data["enable-sctp"] !== "true";

/** Without any AKO in the input there is no finding: many snapshots don't include it. */
const needsAkoVersion = (plan: ClusterPlan) =>
	plan.cluster.versions.ako !== undefined && needsCiliumNodes(plan);

function unknownVersion(
	{ cluster }: ClusterPlan,
	product: keyof Versions,
	title: string,
	isNeeded: boolean,
): Findings {
	const text = cluster.versions[product];
	if (!isNeeded || parseVersion(text ?? "") !== undefined) return undefined;
	const says =
		text === undefined
			? "is not known"
			: `is ${JSON.stringify(text)}, which holds no version`;
	return {
		message: `the version of ${title} in cluster ${cluster.name} ${says}; what depends on it was not checked`,
		...versionLocation(cluster, product),
		currentValue: text,
	};
}

/** One finding for all nodes: a snapshot without kernel versions lacks all of them. */
function unknownKernels(plan: ClusterPlan): Findings {
	if (!isSctpComing(plan)) return undefined;
	const { cluster } = plan;
	const nodes = cluster.nodes.filter((node) => hasAgent(cluster, node));
	const unknown = nodes.filter(
		({ kernelVersion }) =>
			isKernelTooOldForSctp(kernelVersion ?? "") === undefined,
	);
	const [first] = unknown;
	if (first === undefined) return undefined;
	const text = first.kernelVersion;
	const seen = text === undefined ? "none" : JSON.stringify(text);
	return {
		message: `${unknown.length} of ${nodes.length} nodes of cluster ${cluster.name} report no kernel version, such as ${first.name} (${seen}); whether SCTP can be on there was not checked`,
		item: first.source.item,
		isExample: true,
		field: fieldPath(first.source, "kernelVersion"),
		currentValue: text,
	};
}
