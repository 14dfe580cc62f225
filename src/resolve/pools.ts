import type { Cluster } from "../group/cluster.ts";
import { FAMILIES, type Family } from "../ip/bits.ts";
import { type Prefix, parsePrefix } from "../ip/prefix.ts";
import type { Source } from "../model/entry.ts";
import { fieldPath } from "../model/lists.ts";
import { joinPath } from "../read/validate.ts";
import type { IpamMode } from "./ipam-mode.ts";

/** A pool from which Cilium's operator allocates pod CIDRs. */
export interface Pool {
	/** `cluster-pool-ipv4-cidr`, or `CiliumPodIPPool blue`. */
	readonly name: string;
	/** The text of its networks. */
	readonly text: string;
	readonly networks: readonly Prefix[];
	/** An entry that is no CIDR. */
	readonly bad: string | undefined;
	readonly source: Source;
	/** Path of the field in `source.item`. */
	readonly field: string;
}

/** The keys of cilium-config that hold the pools of mode cluster-pool; several networks are separated by spaces or commas. */
const POOL_KEYS = {
	V4: "cluster-pool-ipv4-cidr",
	V6: "cluster-pool-ipv6-cidr",
} as const;

/** The pools of mode cluster-pool that cilium-config names, by family. */
export function clusterPools({
	ciliumConfig,
}: Cluster): Partial<Record<Family, Pool>> {
	const pools: Partial<Record<Family, Pool>> = {};
	if (ciliumConfig === undefined) return pools;
	const { data, source } = ciliumConfig;
	for (const family of FAMILIES) {
		const name = POOL_KEYS[family];
		const text = data[name] ?? "";
		const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
		const field = joinPath(source.path, name);
		if (entries.length > 0)
			pools[family] = { name, text, ...read(entries), source, field };
	}
	return pools;
}

/** The pools of the mode; none where Cilium does not allocate CIDRs. */
export function poolsOf(
	cluster: Cluster,
	mode: IpamMode | undefined,
): readonly Pool[] {
	if (mode?.pools === "CiliumPodIPPool") return podIPPools(cluster);
	return mode?.pools === "cilium-config"
		? Object.values(clusterPools(cluster))
		: [];
}

function podIPPools({ podIPPools: pools }: Cluster): Pool[] {
	return pools.map(({ name, cidrs = [], source }) => ({
		name: `CiliumPodIPPool ${name}`,
		text: cidrs.join(", "),
		...read(cidrs),
		source,
		field: fieldPath(source, "cidrs"),
	}));
}

function read(entries: readonly string[]): Pick<Pool, "networks" | "bad"> {
	return {
		networks: entries.flatMap((entry) => parsePrefix(entry) ?? []),
		bad: entries.find((entry) => parsePrefix(entry) === undefined),
	};
}
