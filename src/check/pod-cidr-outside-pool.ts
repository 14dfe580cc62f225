import type { Cluster } from "../group/cluster.ts";
import type { Family } from "../ip/address.ts";
import {
	holdsPrefix,
	ipv4Size,
	type Prefix,
	parsePrefix,
} from "../ip/prefix.ts";
import type { Spread } from "../plan/survey.ts";
import { joinPath } from "../read/validate.ts";
import { type Check, type Finding, forEachCluster } from "./check.ts";

/** The keys of cilium-config that hold the pools; several networks are separated by spaces or commas. */
const POOL_KEYS = {
	V4: "cluster-pool-ipv4-cidr",
	V6: "cluster-pool-ipv6-cidr",
} as const;

export const podCidrOutsidePool: Check = {
	id: "pod-cidr-outside-pool",
	severity: "warning",
	description:
		"In cluster-pool mode a node's CIDR lies outside the pools of cilium-config.",
	why: "The operator hands out CIDRs of cluster-pool-ipv4-cidr and -ipv6-cidr only. Agents keep a CIDR that they had before the pool or the IPAM mode changed, and a pool that was changed for running nodes leaves two authorities for one network.",
	remediation:
		"put the pool back into cilium-config, or have the node get a new CIDR: drain it and delete its CiliumNode",
	example:
		"pod CIDR 10.0.2.0/24 of node worker-2 lies outside cluster-pool-ipv4-cidr, which is 10.0.1.0/24 10.0.3.0/24",
	check: forEachCluster((plan) => {
		if (plan.decision.mode?.pools !== "cilium-config") return [];
		const { cluster, spread } = plan;
		const pools = { V4: poolsOf(cluster, "V4"), V6: poolsOf(cluster, "V6") };
		const bad = badPools(cluster, Object.values(pools));
		if (!spread.hasIPv6 && isWithinOne(spread, pools.V4.networks)) return bad;
		const outside: Omit<Finding, "cluster">[] = [];
		for (const { prefix, node, cidr } of plan.claims) {
			const { text, networks, bad } = pools[prefix.family];
			const isUnknown = networks.length === 0 || bad !== undefined;
			if (isUnknown || liesInOne(prefix, networks)) continue;
			outside.push({
				message: `pod CIDR ${prefix.text} of node ${node} lies outside ${POOL_KEYS[prefix.family]}, which is ${text}`,
				item: cidr.source.item,
				field: cidr.field,
				currentValue: cidr.text,
			});
		}
		return [...bad, ...outside];
	}),
};

interface Pools {
	readonly key: string;
	readonly text: string;
	readonly networks: readonly Prefix[];
	/** An entry that is no CIDR. */
	readonly bad: string | undefined;
}

function poolsOf({ ciliumConfig }: Cluster, family: Family): Pools {
	const key = POOL_KEYS[family];
	const text = ciliumConfig?.data[key] ?? "";
	const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
	const networks = entries.flatMap((entry) => parsePrefix(entry)?.prefix ?? []);
	const bad = entries.find((entry) => parsePrefix(entry) === undefined);
	return { key, text, networks, bad };
}

function badPools(
	{ ciliumConfig, source }: Cluster,
	pools: readonly Pools[],
): Omit<Finding, "cluster">[] {
	return pools.flatMap(({ key, bad }) => {
		if (bad === undefined) return [];
		const { item, path } = ciliumConfig?.source ?? { item: source, path: "" };
		return [
			{
				message: `${key} of cilium-config has the entry ${JSON.stringify(bad)}, which is no CIDR, so nothing is held against it`,
				remedy: "correct the entry; it must look like 10.0.0.0/8 or fd00::/104",
				item,
				field: joinPath(path, key),
				currentValue: bad,
			},
		];
	});
}

/** True when one of the IPv4 networks holds all that lies in the spread. */
function isWithinOne(
	{ first, last }: Spread,
	networks: readonly Prefix[],
): boolean {
	return networks.some(
		({ value = Number.NaN, length }) =>
			value <= first && last < value + ipv4Size(length),
	);
}

function liesInOne(prefix: Prefix, networks: readonly Prefix[]): boolean {
	for (const network of networks) if (holdsPrefix(network, prefix)) return true;
	return false;
}
