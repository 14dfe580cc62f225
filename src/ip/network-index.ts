import type { Address } from "./address.ts";
import { areSameBits, compareBits, type Family } from "./bits.ts";
import {
	comparePrefixes,
	holdsAddress,
	holdsPrefix,
	type Prefix,
} from "./prefix.ts";

const NONE: readonly never[] = [];

/** A network and all claims on it. */
interface Network<Claim> {
	readonly prefix: Prefix;
	/** In the order given. */
	readonly claims: Claim[];
	/** Index of the first claim by another owner than the first one's; 0 when all have one owner. */
	other: number;
	/** The narrowest wider network that holds it. */
	readonly outer: Network<Claim> | undefined;
}

/** Two claims of different owners; the outer one's network holds the inner one's, or is the same. */
export interface Nesting<Claim> {
	readonly outer: Claim;
	readonly inner: Claim;
}

/**
 * Claims on networks, for lookups. Two networks are nested or disjoint, so one pass over the sorted networks finds
 * those around each: at most one per prefix length, however many claims there are.
 */
export class NetworkIndex<Claim extends { readonly prefix: Prefix }> {
	/** In order, the wider before the narrower. */
	private readonly networks: Readonly<Record<Family, Network<Claim>[]>>;
	private readonly ownerOf: (claim: Claim) => string;

	constructor(claims: readonly Claim[], ownerOf: (claim: Claim) => string) {
		this.ownerOf = ownerOf;
		const ofFamily: Record<Family, Claim[]> = { V4: [], V6: [] };
		claims.forEach((claim) => {
			ofFamily[claim.prefix.family].push(claim);
		});
		this.networks = {
			V4: this.networksOf(ofFamily.V4),
			V6: this.networksOf(ofFamily.V6),
		};
	}

	/** The networks of claims of one family; two families together would be sorted far longer. */
	private networksOf(claims: Claim[]): Network<Claim>[] {
		const networks: Network<Claim>[] = [];
		let open: Network<Claim> | undefined;
		claims.sort((a, b) => comparePrefixes(a.prefix, b.prefix));
		claims.forEach((claim) => {
			const { prefix } = claim;
			while (open !== undefined && !holdsPrefix(open.prefix, prefix))
				open = open.outer;
			if (open?.prefix.length === prefix.length) {
				this.add(claim, open);
				return;
			}
			open = { prefix, claims: [claim], other: 0, outer: open };
			networks.push(open);
		});
		return networks;
	}

	private add(claim: Claim, network: Network<Claim>): void {
		const { claims, other } = network;
		const first = claims[0] as Claim;
		if (other === 0 && this.ownerOf(first) !== this.ownerOf(claim))
			network.other = claims.length;
		claims.push(claim);
	}

	/** The claims on networks that hold the address, the narrowest network first. */
	holding(address: Address): readonly Claim[] {
		let found: readonly Claim[] = NONE;
		let network = lastBefore(address, this.networks[address.family]);
		for (; network !== undefined; network = network.outer)
			if (holdsAddress(network.prefix, address))
				found = [...found, ...network.claims];
		return found;
	}

	private all(): readonly Network<Claim>[] {
		return [...this.networks.V4, ...this.networks.V6];
	}

	/** The groups of several claims on networks with the same first address. */
	sharingAddress(): readonly (readonly Claim[])[] {
		const groups: (readonly Claim[])[] = [];
		let group: readonly Claim[] = [];
		// The wider of two networks with one first address is the last one before the narrower.
		this.all().forEach(({ prefix, claims, outer }) => {
			const isSame = outer !== undefined && areSameBits(outer.prefix, prefix);
			if (isSame && group.length > 1) groups.pop();
			group = isSame ? [...group, ...claims] : claims;
			if (group.length > 1) groups.push(group);
		});
		return groups;
	}

	/**
	 * For each claim inside networks of other owners, the narrowest of these; with `withSameAddress`, also networks with
	 * the same first address.
	 */
	nestings({
		withSameAddress,
	}: {
		readonly withSameAddress: boolean;
	}): Nesting<Claim>[] {
		const found: Nesting<Claim>[] = [];
		this.all().forEach((network) => {
			if (network.outer === undefined && network.claims.length === 1) return;
			network.claims.forEach((inner, i) => {
				const outer = this.outerOf(network, i, withSameAddress);
				if (outer !== undefined) found.push({ outer, inner });
			});
		});
		return found;
	}

	/** The claim of another owner that the one at the index lies in. */
	private outerOf(
		network: Network<Claim>,
		index: number,
		withSameAddress: boolean,
	): Claim | undefined {
		const owner = this.ownerOf(network.claims[index] as Claim);
		let wider: Network<Claim> | undefined = network;
		for (; wider !== undefined; wider = wider.outer) {
			const isSame = areSameBits(wider.prefix, network.prefix);
			if (isSame && !withSameAddress) continue;
			const { claims, other } = wider;
			const end = wider === network ? index : claims.length;
			const isOwn = this.ownerOf(claims[0] as Claim) === owner;
			const place = isOwn ? other : 0;
			if (place < end && !(isOwn && other === 0)) return claims[place];
		}
		return undefined;
	}
}

/** The last of the sorted networks that starts at or before the address. */
function lastBefore<Claim>(
	address: Address,
	networks: readonly Network<Claim>[],
): Network<Claim> | undefined {
	let low = 0;
	let high = networks.length;
	const last = networks[high - 1];
	// Most node addresses are after all pod networks, or before them.
	if (last === undefined || startsUpTo(address, last)) return last;
	if (!startsUpTo(address, networks[0] as Network<Claim>)) return undefined;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (startsUpTo(address, networks[middle] as Network<Claim>))
			low = middle + 1;
		else high = middle;
	}
	return networks[low - 1];
}

const startsUpTo = (
	address: Address,
	{ prefix }: { readonly prefix: Prefix },
) => compareBits(prefix, address) <= 0;
