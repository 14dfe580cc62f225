import type { Bits, Family } from "./bits.ts";
import { formatBits } from "./format-bits.ts";
import type { Prefix } from "./prefix.ts";

const WORD = 32n;

/** The bits of an address as one number; an IPv4 address has 32 of them. */
export function bigNumber({ family, w0, w1, w2, w3 }: Bits): bigint {
	if (family === "V4") return BigInt(w0 >>> 0);
	return [w0, w1, w2, w3].reduce(
		(number, word) => (number << WORD) | BigInt(word >>> 0),
		0n,
	);
}

/** The network of that length whose first address has the number. */
export function networkAt(
	number: bigint,
	family: Family,
	length: number,
): Prefix {
	const word = (place: bigint) =>
		Number(BigInt.asIntN(32, number >> (place * WORD)));
	const bits =
		family === "V4"
			? { family, w0: word(0n), w1: 0, w2: 0, w3: 0 }
			: { family, w0: word(3n), w1: word(2n), w2: word(1n), w3: word(0n) };
	const text = `${formatBits(bits)}/${length}`;
	return { ...bits, length, text, hasHostBits: false };
}
