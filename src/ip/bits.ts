/** An address family, in AKO's words. */
export type Family = "V4" | "V6";

/** Both families, in the order in which they are listed. */
export const FAMILIES = ["V4", "V6"] as const satisfies readonly Family[];

/**
 * The bits of an address in signed 32-bit words, as JavaScript's bitwise operators return them. An IPv4 address has
 * its 32 bits in the first word, so that a prefix length counts from the same end in both families.
 */
export interface Bits {
	readonly family: Family;
	readonly w0: number;
	readonly w1: number;
	readonly w2: number;
	readonly w3: number;
}

/** The number of bits of an address. */
export const BITS: Readonly<Record<Family, number>> = { V4: 32, V6: 128 };

/** True for the same address. */
export function areSameBits(a: Bits, b: Bits): boolean {
	return (
		a.w0 === b.w0 &&
		a.w1 === b.w1 &&
		a.w2 === b.w2 &&
		a.w3 === b.w3 &&
		a.family === b.family
	);
}

/** IPv4 before IPv6, then by number. */
export function compareBits(a: Bits, b: Bits): number {
	if (a.family !== b.family) return a.family < b.family ? -1 : 1;
	return (
		(a.w0 >>> 0) - (b.w0 >>> 0) ||
		(a.w1 >>> 0) - (b.w1 >>> 0) ||
		(a.w2 >>> 0) - (b.w2 >>> 0) ||
		(a.w3 >>> 0) - (b.w3 >>> 0)
	);
}

/** True when both are of one family and their first `length` bits are equal. */
export function shareBits(a: Bits, b: Bits, length: number): boolean {
	if (a.family !== b.family || isSet(a.w0 ^ b.w0, length)) return false;
	if (length <= 32) return true;
	return !(
		isSet(a.w1 ^ b.w1, length - 32) ||
		isSet(a.w2 ^ b.w2, length - 64) ||
		isSet(a.w3 ^ b.w3, length - 96)
	);
}

/** The address with all bits after the first `length` set to zero; the same object when they are zero already. */
export function firstBits(bits: Bits, length: number): Bits {
	const { family } = bits;
	const w0 = bits.w0 & mask(length);
	if (family === "V4")
		return w0 === bits.w0 ? bits : { family, w0, w1: 0, w2: 0, w3: 0 };
	const w1 = bits.w1 & mask(length - 32);
	const w2 = bits.w2 & mask(length - 64);
	const w3 = bits.w3 & mask(length - 96);
	const first = { family, w0, w1, w2, w3 };
	return areSameBits(first, bits) ? bits : first;
}

/** True when any of the word's first bits is one. */
const isSet = (word: number, length: number) => (word & mask(length)) !== 0;

/** A word whose first `length` bits are ones: none for a negative length, all for 32 and more. */
function mask(length: number): number {
	if (length <= 0) return 0;
	return length >= 32 ? -1 : -1 << (32 - length);
}
