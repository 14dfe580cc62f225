import { bigNumber } from "../ip/big-number.ts";
import { BITS } from "../ip/bits.ts";
import type { Prefix } from "../ip/prefix.ts";
import type { State } from "./states.ts";

/** Something that has a place in the address space. */
export interface Entry {
	readonly prefix: Prefix;
	readonly state: State;
	/** True when there is a route to it, after the change. */
	readonly isRouted: boolean;
	/** What it is, in words. */
	readonly text: string;
}

/** A network, and what is in it, before it is laid out. */
export interface Space {
	readonly title: string;
	readonly network: Prefix;
	/** The prefix length of a block. */
	readonly block: number;
	readonly entries: readonly Entry[];
	readonly notes: readonly string[];
}

/** The prefix length that most of the networks have, the longest of several; undefined without any. */
export function usualLength(prefixes: readonly Prefix[]): number | undefined {
	const counts = new Map<number, number>();
	for (const { length } of prefixes)
		counts.set(length, (counts.get(length) ?? 0) + 1);
	const [first] = [...counts].sort(([a, m], [b, n]) => n - m || b - a);
	return first?.[0];
}

/** Where a network lies among the networks of that length in a wider one: the first of them, counted from 0, and how many. */
export function placeIn(
	outer: Prefix,
	prefix: Prefix,
	length: number,
): { readonly start: number; readonly count: number } {
	const shift = BigInt(BITS[outer.family] - length);
	const start = Number((bigNumber(prefix) - bigNumber(outer)) >> shift);
	return { start, count: 2 ** Math.max(0, length - prefix.length) };
}

/** `70 of 256 blocks of /24 routed`. */
export function usageOf({ network, block, entries }: Space): string {
	const narrow = new Set<number>();
	let used = 0;
	for (const { prefix, isRouted } of entries) {
		if (!isRouted) continue;
		const { start, count } = placeIn(network, prefix, block);
		if (count > 1) used += count;
		else narrow.add(start);
	}
	const all = 2 ** (block - network.length);
	const routed = Math.min(all, used + narrow.size);
	return `${countText(routed)} of ${countText(all)} ${all === 1 ? "block" : "blocks"} of /${block} routed`;
}

/** A larger number is told as a power of two. */
const MOST_EXACT = 2 ** 20;

/** `65,536`, or `about 2^40`. */
export function countText(count: number): string {
	return count > MOST_EXACT
		? `about 2^${Math.round(Math.log2(count))}`
		: String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
