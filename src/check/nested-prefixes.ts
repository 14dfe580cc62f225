import { areSameBits } from "../ip/bits.ts";
import { holdsPrefix, type Prefix } from "../ip/prefix.ts";

/** Two networks of different owners, one of which holds the other (or is the same). */
export interface Nesting<Claim> {
	readonly outer: Claim;
	readonly inner: Claim;
}

/** A network that is still open, with the first claim on it, and the first by another owner. */
interface Level<Claim> {
	readonly prefix: Prefix;
	readonly first: Claim;
	other: Claim | undefined;
}

/**
 * For each claim (sorted by network), the narrowest network of another owner that holds it. Networks nest or are apart, so one pass over
 * them in order finds all, with a stack of those that are still open: at most one a prefix length, however many claims
 * there are.
 */
export function nestedPrefixes<Claim extends { readonly prefix: Prefix }>(
	claims: readonly Claim[],
	ownerOf: (claim: Claim) => string,
	{ withSameAddress }: { readonly withSameAddress: boolean },
): Nesting<Claim>[] {
	const found: Nesting<Claim>[] = [];
	const open: Level<Claim>[] = [];
	for (const inner of claims) {
		const owner = ownerOf(inner);
		while (!isInInnermost(inner.prefix, open)) open.pop();
		const level = open.findLast(
			({ prefix, first, other }) =>
				(withSameAddress || !areSameBits(prefix, inner.prefix)) &&
				(ownerOf(first) !== owner || other !== undefined),
		);
		if (level !== undefined) {
			const { first, other } = level;
			const outer = ownerOf(first) === owner ? other : first;
			found.push({ outer: outer as Claim, inner });
		}
		const top = open.at(-1);
		if (top?.prefix.text !== inner.prefix.text)
			open.push({ prefix: inner.prefix, first: inner, other: undefined });
		else if (ownerOf(top.first) !== owner) top.other ??= inner;
	}
	return found;
}

/** True when the network lies in the innermost one that is open, or none is. */
function isInInnermost(
	prefix: Prefix,
	open: readonly { readonly prefix: Prefix }[],
): boolean {
	const innermost = open.at(-1);
	return innermost === undefined || holdsPrefix(innermost.prefix, prefix);
}
