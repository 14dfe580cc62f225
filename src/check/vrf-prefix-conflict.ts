import { type Nesting, NetworkIndex } from "../ip/network-index.ts";
import type { Prefix } from "../ip/prefix.ts";
import { groupBy } from "../krm/group-by.ts";
import { compareText } from "../krm/order.ts";
import type { Claim } from "../plan/claims.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, type Finding, severityOf } from "./check.ts";
import { cidrLocation } from "./location.ts";
import { seGroupOf, seGroupShared, syncsRoutes } from "./se-group-shared.ts";
import { sharing, vrfOf } from "./sharing.ts";

export const vrfPrefixConflict: Check = {
	id: "vrf-prefix-conflict",
	severity: "warning",
	description:
		"Two clusters with one VRF context, cloud and tenant have pod CIDRs that overlap. An error when both name the same Service Engine group.",
	why: "A VRF context holds the static routes of all its clusters. Avi gives a route to the Service Engines of the group whose label it bears, so the same prefix in two clusters works as long as each has a group of its own; in one group, one of the two clusters gets the other one's traffic. Cilium's default pool 10.0.0.0/8 makes this common.",
	remediation:
		"give each cluster a pool of its own (cluster-pool-ipv4-cidr), a VRF of its own, or a Service Engine group of its own",
	example:
		"10.0.2.0/24 of node worker-2 in cluster prod overlaps 10.0.2.0/24 of node worker-1 in cluster east in VRF global of cloud Default-Cloud, tenant admin, which works only with a Service Engine group for each",
	isFleetWide: true,
	check: ({ clusters }) =>
		sharing(clusters, vrfOf).flatMap((plans) => {
			const pairs = conflictsIn(plans);
			// A prefix of many clusters is reported for the first two; go by group, so that each group has its own.
			for (const group of sharing(plans, groupOf))
				for (const [key, nestings] of conflictsIn(group))
					pairs.set(key, nestings);
			return [...pairs.values()]
				.filter((nestings) => !isReportedAsShared(nestings))
				.map(toFinding);
		}),
};

const KEEP_APART =
	"leave each cluster its Service Engine group, or give each a pool of its own (cluster-pool-ipv4-cidr)";

/** True when se-group-shared reports that one of the two does not even start. */
function isReportedAsShared([nesting]: readonly Nesting<Claimed>[]): boolean {
	const plans = nesting ? [nesting.inner.plan, nesting.outer.plan] : [];
	const [own, other] = plans.map(groupOf);
	return (
		own !== undefined &&
		own === other &&
		plans.every((plan) => syncsRoutes(plan) && reportsShared(plan))
	);
}

/** False where the configuration turns se-group-shared off. */
const reportsShared = ({ cluster }: ClusterPlan) =>
	severityOf(seGroupShared, {}, cluster.config.checks) !== "off";

interface Claimed {
	readonly prefix: Prefix;
	readonly claim: Claim;
	readonly plan: ClusterPlan;
}

/** The overlaps by pair of clusters: with the same pool in both, every node would be a finding. */
function conflictsIn(plans: readonly ClusterPlan[]) {
	const claims = plans.flatMap((plan) =>
		plan.claims.map((claim) => ({ prefix: claim.prefix, claim, plan })),
	);
	const index = new NetworkIndex(claims, nameOf);
	return groupBy(index.nestings({ withSameAddress: true }), (nesting) =>
		[nameOf(nesting.outer), nameOf(nesting.inner)].sort(compareText).join("\n"),
	);
}

const nameOf = ({ plan }: Claimed) => plan.cluster.name;

function toFinding(nestings: readonly Nesting<Claimed>[]): Finding {
	const { outer, inner } = nestings[0] as Nesting<Claimed>;
	const others =
		nestings.length === 1 ? "" : ` (and ${nestings.length - 1} more)`;
	const [own, other] = [groupOf(inner.plan), groupOf(outer.plan)];
	const areKnown = own !== undefined && other !== undefined;
	const isOneGroup = areKnown && own === other;
	const where = isOneGroup
		? `, and both use Service Engine group ${own}`
		: areKnown
			? `; only their Service Engine groups, ${own} and ${other}, keep them apart`
			: ", which works only with a Service Engine group for each";
	const claimText = ({ prefix, claim: { node }, plan }: Claimed) =>
		`${prefix.text} of node ${node} in cluster ${plan.cluster.name}`;
	return {
		message: `${claimText(inner)} overlaps ${claimText(outer)}${others} in ${vrfOf(inner.plan)}${where}`,
		...cidrLocation(inner.claim),
		isExample: true,
		cluster: inner.plan.cluster.name,
		otherClusters: [outer.plan.cluster.name],
		severity: isOneGroup ? "error" : undefined,
		remedy: areKnown && !isOneGroup ? KEEP_APART : undefined,
	};
}

const groupOf = ({ cluster }: ClusterPlan) => seGroupOf(cluster);
