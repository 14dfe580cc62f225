import { type Check, forEachCluster } from "./check.ts";
import { type ClaimedPrefix, claimedPrefixes } from "./claimed-prefixes.ts";

export const podCidrDuplicate: Check = {
	id: "pod-cidr-duplicate",
	severity: "error",
	description:
		"Two nodes claim the same network address. AKO gives it to the first node by name and drops all routes of the other.",
	remediation:
		"delete the CiliumNode of the node that is wrong, so that it gets a CIDR of its own",
	check: forEachCluster((plan) => {
		const first = new Map<string, ClaimedPrefix>();
		const effect =
			plan.cluster.config.routeOwner === "AKO"
				? "AKO drops all routes of"
				: "the prefix is lost for";
		return claimedPrefixes(plan).flatMap((claim) => {
			const key = `${claim.prefix.family} ${claim.prefix.first}`;
			const holder = first.get(key) ?? claim;
			first.set(key, holder);
			if (holder.node === claim.node) return [];
			const message = `nodes ${holder.node} (${holder.cidr.text}) and ${claim.node} (${claim.cidr.text}) claim the same network address; ${effect} ${claim.node}`;
			return [
				{
					message,
					item: claim.cidr.source.item,
					field: claim.cidr.field,
					currentValue: claim.cidr.text,
				},
			];
		});
	}),
};
