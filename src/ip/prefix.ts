import { type Address, parseAddress } from "./address.ts";
import { BITS, type Bits, compareBits, firstBits, shareBits } from "./bits.ts";
import { formatBits } from "./format-bits.ts";

/** A network: the bits of its first address, its length, and its canonical text. */
export interface Prefix extends Bits {
	readonly length: number;
	readonly text: string;
	/** True when the written address has bits set after the mask. */
	readonly hasHostBits: boolean;
}

/** Parses `address/length`; undefined for anything else. The length is decimal, without sign or leading zero. */
export function parsePrefix(text: string): Prefix | undefined {
	const slash = text.indexOf("/");
	if (slash < 0) return undefined;
	const length = lengthFrom(text, slash + 1);
	const written = text.slice(0, slash);
	const address = length < 0 ? undefined : parseAddress(written);
	if (address === undefined || length > BITS[address.family]) return undefined;
	// An IPv4-mapped address is no network.
	if (address.family === "V4" && text.includes(":")) return undefined;
	const first = firstBits(address, length);
	const hasHostBits = first !== address;
	const { family, w0, w1, w2, w3 } = first;
	const start = hasHostBits ? formatBits(first) : address.text;
	const canonical = start === written ? text : `${start}/${length}`;
	return { family, w0, w1, w2, w3, length, text: canonical, hasHostBits };
}

const ZERO = 48;

/** The number from the offset to the end of the text, one to three digits; -1 for anything else. */
function lengthFrom(text: string, start: number): number {
	const digits = text.length - start;
	const isLeadingZero = digits > 1 && text.charCodeAt(start) === ZERO;
	if (digits < 1 || digits > 3 || isLeadingZero) return -1;
	let length = 0;
	for (let i = start; i < text.length; i++) {
		const digit = text.charCodeAt(i) - ZERO;
		if (digit < 0 || digit > 9) return -1;
		length = length * 10 + digit;
	}
	return length;
}

/** True when the network holds the address. */
export function holdsAddress(prefix: Prefix, address: Address): boolean {
	return shareBits(prefix, address, prefix.length);
}

/** True when one of the networks holds the address. */
export function isInOneOf(
	prefixes: readonly Prefix[],
	address: Address,
): boolean {
	for (let i = 0; i < prefixes.length; i++)
		if (holdsAddress(prefixes[i] as Prefix, address)) return true;
	return false;
}

/** True when the one network holds all of the other one, or is the same. */
export function holdsPrefix(wide: Prefix, narrow: Prefix): boolean {
	return wide.length <= narrow.length && shareBits(wide, narrow, wide.length);
}

/** True when one of the two networks holds all of the other one. */
export function arePrefixesNested(a: Prefix, b: Prefix): boolean {
	return holdsPrefix(a, b) || holdsPrefix(b, a);
}

/** The network that holds only the address. */
export function addressPrefix(address: Address): Prefix {
	const length = BITS[address.family];
	const text = `${address.text}/${length}`;
	return { ...address, length, text, hasHostBits: false };
}

/** IPv4 before IPv6, then by network number, then the wider network first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
	return compareBits(a, b) || a.length - b.length;
}
