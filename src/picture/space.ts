import { bigNumber } from "../ip/big-number.ts";
import { BITS } from "../ip/bits.ts";
import type { Prefix } from "../ip/prefix.ts";
import type { State } from "./states.ts";

/** Something at a place in the address space. */
export interface Entry {
	readonly prefix: Prefix;
	readonly state: State;
	/** True when there is a route to it, after the change. */
	readonly isRouted: boolean;
	/** Its description. */
	readonly text: string;
}

/** A network with its content, before the layout. */
export interface Space extends Blocks {
	readonly title: string;
	/** True for a network of a pool; other spaces hold networks outside of pools. */
	readonly isPool: boolean;
	readonly notes: readonly string[];
}

/** A network in blocks, with what is in them. */
interface Blocks {
	readonly network: Prefix;
	/** The prefix length of a block. */
	readonly block: number;
	readonly entries: readonly Entry[];
}

/** The prefix length that most of the networks have, the longest of several; undefined without any. */
export function usualLength(prefixes: readonly Prefix[]): number | undefined {
	const counts = new Map<number, number>();
	for (const { length } of prefixes)
		counts.set(length, (counts.get(length) ?? 0) + 1);
	const [first] = [...counts].sort(([a, m], [b, n]) => n - m || b - a);
	return first?.[0];
}

/** The position of an entry among the networks of a length: the first one, from 0, and their number. */
export interface BlockRange {
	readonly entry: Entry;
	readonly start: number;
	readonly count: number;
	/** Number of them that its blocks use; less than one when these are smaller. */
	readonly used: number;
}

/** Numbers of networks are exact up to 2 to this power. */
const MAX_BITS = 48;

/** The prefix length of the networks in which places are counted: that of a block, unless there would be too many. */
export function finestLength({ network, block }: Blocks): number {
	return Math.min(block, network.length + MAX_BITS);
}

/** The positions of the entries among the networks of the finest length. */
export function blockRanges(space: Blocks): BlockRange[] {
	const { network, block, entries } = space;
	const length = finestLength(space);
	const first = bigNumber(network);
	const shift = BigInt(BITS[network.family] - length);
	return entries.map((entry) => {
		const used = 2 ** (length - Math.min(block, entry.prefix.length));
		const start = Number((bigNumber(entry.prefix) - first) >> shift);
		return { entry, start, count: Math.max(1, used), used };
	});
}

/** `70 of 256 blocks of /24 routed`. */
export function usageOf(space: Blocks, places: readonly BlockRange[]): string {
	const { network, block } = space;
	const isExact = finestLength(space) === block;
	const narrow = new Set<number | string>();
	let used = 0;
	for (const { entry, start, count } of places) {
		if (!entry.isRouted) continue;
		if (entry.prefix.length < block) used += 2 ** (block - entry.prefix.length);
		else if (count === 1) narrow.add(isExact ? start : entry.prefix.text);
	}
	const all = 2 ** (block - network.length);
	const routed = Math.min(all, used + narrow.size);
	return `${countText(routed)} of ${countText(all)} ${all === 1 ? "block" : "blocks"} of /${block} routed`;
}

/** Larger numbers are printed as a power of two. */
const MAX_EXACT = 2 ** 20;

/** `65,536`, or `about 2^40`. */
export function countText(count: number): string {
	return count > MAX_EXACT
		? `about 2^${Math.round(Math.log2(count))}`
		: String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
