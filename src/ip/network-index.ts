import type { Address } from "./address.ts";
import { compareBits } from "./bits.ts";
import {
	comparePrefixes,
	holdsAddress,
	holdsPrefix,
	type Prefix,
} from "./prefix.ts";

/** What has a network. */
interface WithPrefix {
	readonly prefix: Prefix;
}

/** Those that have networks, by network, the wider before the narrower; those of one network in the order given. */
export function sortByNetwork<Claim extends WithPrefix>(
	claims: readonly Claim[],
): Claim[] {
	return [...claims].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
}

/**
 * Finds the networks that hold an address. Networks nest or are apart: whatever holds an address holds, or is, the last
 * network that starts before it.
 */
export class NetworkIndex<Claim extends WithPrefix> {
	/** By network, the wider before the narrower. */
	readonly sorted: readonly Claim[];
	/** For each of them the index of the narrowest one before it that holds it; -1 where none does. */
	readonly #outer: Int32Array;

	constructor(claims: readonly Claim[]) {
		this.sorted = sortByNetwork(claims);
		this.#outer = new Int32Array(claims.length);
		let open = -1;
		this.sorted.forEach(({ prefix }, i) => {
			for (
				let last = this.sorted[open];
				last !== undefined;
				last = this.sorted[open]
			) {
				if (holdsPrefix(last.prefix, prefix)) break;
				open = this.#outerOf(open);
			}
			this.#outer[i] = open;
			open = i;
		});
	}

	#outerOf(index: number): number {
		return this.#outer[index] ?? -1;
	}

	/** Those whose networks hold the address, the narrowest first. */
	holding(address: Address): Claim[] {
		const found: Claim[] = [];
		for (let i = this.#lastFrom(address); i >= 0; i = this.#outerOf(i)) {
			const claim = this.sorted[i];
			if (claim !== undefined && holdsAddress(claim.prefix, address))
				found.push(claim);
		}
		return found;
	}

	/** The index of the last network that starts at or before the address; -1 when none does. */
	#lastFrom(address: Address): number {
		let [low, high] = [0, this.sorted.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const prefix = this.sorted[middle]?.prefix;
			if (prefix !== undefined && compareBits(prefix, address) <= 0)
				low = middle + 1;
			else high = middle;
		}
		return low - 1;
	}
}
