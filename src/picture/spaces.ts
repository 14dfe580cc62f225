import type { ClusterState } from "../diff/state.ts";
import { BITS, type Family } from "../ip/bits.ts";
import { comparePrefixes, holdsPrefix, type Prefix } from "../ip/prefix.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { poolsOf } from "../resolve/pools.ts";
import { covers } from "./covers.ts";
import { marksIn } from "./marks.ts";
import { type Entry, type Space, usualLength } from "./space.ts";

/** A network of a pool of a cluster. */
interface PoolNetwork {
	readonly plan: ClusterPlan;
	/** The name of the pool. */
	readonly pool: string;
	readonly network: Prefix;
}

/** Maximum size of a network drawn without a known pool: 2 to this power blocks. */
const MAX_BITS: Readonly<Record<Family, number>> = { V4: 16, V6: 32 };

/**
 * The drawn networks of a cluster: each network of its pools with its content, and the smallest networks that hold
 * the rest (all, when no pool is known).
 */
export function spacesOf(
	{ plan }: ClusterState,
	entries: readonly Entry[],
): Space[] {
	const pools = plan === undefined ? [] : poolNetworks(plan);
	const inside = new Map(pools.map((pool) => [pool, [] as Entry[]]));
	const outside: Entry[] = [];
	for (const entry of entries) {
		// The narrower networks come last.
		const pool = pools.findLast(({ network }) =>
			holdsPrefix(network, entry.prefix),
		);
		const own = pool === undefined ? outside : inside.get(pool);
		own?.push(entry);
	}
	return [
		...[...inside].map(([pool, own]) => poolSpace(pool, own)),
		...coverSpaces(outside, pools.length > 0),
	];
}

/** The distinct networks of all pools, sorted by number. */
function poolNetworks(plan: ClusterPlan): PoolNetwork[] {
	const { cluster, decision } = plan;
	const all = poolsOf(cluster, decision.mode).flatMap(
		({ name: pool, networks }) =>
			networks.map((network) => ({ plan, pool, network })),
	);
	const sorted = all.sort((a, b) => comparePrefixes(a.network, b.network));
	return sorted.filter(
		({ network }, i) => network.text !== sorted[i - 1]?.network.text,
	);
}

function poolSpace(
	{ plan, pool, network }: PoolNetwork,
	entries: readonly Entry[],
): Space {
	const name = pool.replace(/^CiliumPodIPPool /, "");
	const block = blockOf(network, entries, plan);
	const marks = marksIn(network, plan);
	const narrow = marks.entries.filter(
		({ prefix }) => 2 ** (block - prefix.length) <= MAX_MARK_BLOCKS,
	);
	return {
		isPool: true,
		title: `pool ${name === pool ? "" : `${name} `}${network.text}`,
		network,
		block,
		entries: [...entries, ...narrow],
		notes: marks.notes,
	};
}

/** Maximum width in blocks of a drawn mark; wider ones are only described. */
const MAX_MARK_BLOCKS = 64;

/** Cilium's default prefix lengths of the CIDRs of a pool. */
const USUAL_BLOCK: Readonly<Record<Family, number>> = { V4: 24, V6: 120 };

/** The prefix length of a pool's blocks: that of most networks in it, else that of cilium-config. */
function blockOf(
	{ family, length }: Prefix,
	entries: readonly Entry[],
	plan: ClusterPlan,
): number {
	const key = `cluster-pool-ip${family.toLowerCase()}-mask-size`;
	const configured = Number(plan.cluster.ciliumConfig?.data[key]);
	const usual = usualLength(entries.map(({ prefix }) => prefix));
	const isValid = configured >= 0 && configured <= BITS[family];
	return Math.max(
		length,
		usual ?? (isValid ? configured : USUAL_BLOCK[family]),
	);
}

/** The smallest networks that hold the entries outside of pools. */
function coverSpaces(entries: readonly Entry[], hasPools: boolean): Space[] {
	const prefixes = entries.map(({ prefix }) => prefix);
	const widest = (family: Family, own: readonly Prefix[]) =>
		(usualLength(own) ?? 0) - MAX_BITS[family];
	return covers(prefixes, widest).map((network) => {
		const own = entries.filter(({ prefix }) => holdsPrefix(network, prefix));
		const block = usualLength(own.map(({ prefix }) => prefix));
		return {
			isPool: false,
			title: `${hasPools ? "outside of every pool:" : "pod CIDRs in"} ${network.text}`,
			network,
			block: block ?? network.length,
			entries: own,
			notes: [],
		};
	});
}
