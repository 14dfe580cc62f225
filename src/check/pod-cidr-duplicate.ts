import type { ClaimedPrefix } from "../plan/claims.ts";
import { type Check, forEachCluster } from "./check.ts";

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
		if (plan.spread.isDistinct) return [];
		const first = new Map<string, ClaimedPrefix>();
		const dropped = new Set(
			plan.oddNodes
				.filter((entry) => entry.dropped?.kind === "collision")
				.map(({ node }) => node.name),
		);
		return plan.claims.flatMap((claim) => {
			const key = `${claim.prefix.family} ${claim.prefix.first}`;
			const holder = first.get(key) ?? claim;
			first.set(key, holder);
			if (holder.node === claim.node) return [];
			const effect = dropped.has(claim.node)
				? `AKO drops all routes of ${claim.node}`
				: holder.prefix.text === claim.prefix.text
					? "only one of them can have the route"
					: "of the two routes the narrower one wins";
			const message = `nodes ${holder.node} (${holder.cidr.text}) and ${claim.node} (${claim.cidr.text}) claim the same network address; ${effect}`;
			const { source, field, text } = claim.cidr;
			return [{ message, item: source.item, field, currentValue: text }];
		});
	}),
};
