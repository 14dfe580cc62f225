import { compareText } from "../krm/order.ts";
import type { Claim } from "../plan/claims.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { type Check, forEachCluster } from "./check.ts";
import { amongRoutedNodes, combine } from "./combine.ts";
import { cidrLocation } from "./location.ts";

export const podCidrDuplicate: Check = {
	id: "pod-cidr-duplicate",
	severity: "error",
	description:
		"Two nodes claim the same network address. AKO gives it to the first node by name and drops all routes of the other.",
	why: "AKO compares the network addresses of routes as text and drops all routes of a node of which one is taken, so one duplicate makes all pods of the second node unreachable. Several releases of Cilium have handed out CIDRs twice (1.8.9, 1.11, 1.12.0, 1.17.7).",
	remediation:
		"find out which node the pods are on, and have the other one get a CIDR of its own (in cluster-pool mode: delete its CiliumNode)",
	example:
		"nodes worker-1 (10.0.1.0/24) and worker-2 (10.0.1.0/24) claim the same network address; AKO drops all routes of worker-2",
	check: forEachCluster((plan) => {
		const dropped = new Set(
			plan.nodesLackingRoutes
				.filter((entry) => entry.dropped?.kind === "collision")
				.map(({ node }) => node.name),
		);
		return contested(plan).flatMap(([holder, ...others]) => {
			if (holder === undefined) return [];
			const found = others.map((claim) => ({
				name: claim.node,
				message: `nodes ${claimText(holder)} and ${claimText(claim)} claim the same network address; ${effectOn(holder, claim, dropped)}`,
				...cidrLocation(claim),
			}));
			const areDropped = others.every(({ node }) => dropped.has(node));
			const effect = areDropped
				? "AKO drops all their routes"
				: "only one of them can have the route";
			return combine(found, amongRoutedNodes(plan), ({ share, names }) => ({
				message: `${share} claim the network address that node ${claimText(holder)} has: ${names}; ${effect}`,
			}));
		});
	}),
};

const claimText = ({ node, text }: Claim) => `${node} (${text})`;

/** The claims of each network address that several nodes claim; the first node by name holds it. */
function contested({ claimIndex }: ClusterPlan): Claim[][] {
	return claimIndex
		.sharingAddress()
		.map((claims) => {
			const sorted = [...claims].sort((a, b) => compareText(a.node, b.node));
			return sorted.filter(
				({ node }, i) => i === 0 || node !== sorted[0]?.node,
			);
		})
		.sort(([a], [b]) => compareText(a?.node ?? "", b?.node ?? ""));
}

function effectOn(
	holder: Claim,
	claim: Claim,
	dropped: ReadonlySet<string>,
): string {
	if (dropped.has(claim.node)) return `AKO drops all routes of ${claim.node}`;
	return holder.prefix.text === claim.prefix.text
		? "only one of them can have the route"
		: "of the two routes the narrower one wins";
}
