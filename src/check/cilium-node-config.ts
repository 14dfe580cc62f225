import { namespacedName } from "../krm/item.ts";
import { asCiliumReads } from "../model/cilium-text.ts";
import { type CiliumNodeConfigSnapshot, fieldPath } from "../model/lists.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, forEachCluster } from "./check.ts";
import { combine } from "./combine.ts";

export const ciliumNodeConfig: Check = {
	id: "cilium-node-config",
	severity: "warning",
	description:
		"A CiliumNodeConfig gives some nodes another IPAM mode, or another SCTP switch, than cilium-config has.",
	why: "Agents on the nodes that a CiliumNodeConfig selects read its keys instead of cilium-config's. With another ipam their pods have CIDRs of another field, and with another enable-sctp they drop SCTP, while routes and patches are made of cilium-config.",
	remediation:
		"take the key out of the CiliumNodeConfig once the nodes that it selects work as the others",
	example:
		'CiliumNodeConfig kube-system/blue sets ipam "multi-pool" for the nodes that it selects, cilium-config of cluster prod has "cluster-pool": routes are made for the latter',
	check: forEachCluster((plan) => {
		const { ciliumConfig, name } = plan.cluster;
		const home = ciliumConfig?.namespace ?? "kube-system";
		// Agents read those of their own namespace (ReadConfigSources of cilium/pkg/option/resolver).
		const ciliumNodeConfigs = plan.cluster.ciliumNodeConfigs.filter(
			({ namespace }) => namespace === home,
		);
		const found = ciliumNodeConfigs.flatMap((config) =>
			KEYS.flatMap((compared) => overridden(plan, config, compared)),
		);
		const among = {
			total: ciliumNodeConfigs.length,
			noun: "CiliumNodeConfigs",
		};
		return combine(found, among, ({ share, names, first }) => ({
			message: `${share} of cluster ${name} (${names}): each ${first.cause}`,
		}));
	}),
};

/** The keys that are compared, and the effect of another value on some nodes. */
const KEYS = [
	{
		key: "ipam",
		rightIn: ({ decision }: ClusterPlan) => decision.configured,
		effect: "routes are made for the latter",
	},
	{
		key: "enable-sctp",
		rightIn: ({ cluster, sctp }: ClusterPlan) =>
			sctp.value === undefined
				? (cluster.ciliumConfig?.data["enable-sctp"] ?? "false")
				: String(sctp.value),
		effect: "SCTP is on at some nodes only",
	},
];

/** The cause is in words that follow the CiliumNodeConfig's name. */
function overridden(
	plan: ClusterPlan,
	config: CiliumNodeConfigSnapshot,
	{ key, rightIn, effect }: (typeof KEYS)[number],
) {
	const { defaults = {}, source } = config;
	const [own, right] = [asCiliumReads(defaults)[key], rightIn(plan)];
	if (own === undefined || right === undefined || own === right) return [];
	const cause = `sets ${key} ${JSON.stringify(own)} for the nodes that it selects, cilium-config of cluster ${plan.cluster.name} has ${JSON.stringify(right)}: ${effect}`;
	const place = namespacedName(config);
	return {
		name: place,
		cause,
		message: `CiliumNodeConfig ${place} ${cause}`,
		item: source.item,
		field: joinPath(fieldPath(source, "defaults"), key),
		currentValue: own,
		proposedValue: right,
	};
}
