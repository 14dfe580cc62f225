import type { Bits } from "./bits.ts";
import { formatBits } from "./format-bits.ts";
import { readBits } from "./read-bits.ts";

/** An IP address with its canonical text. */
export interface Address extends Bits {
	readonly text: string;
}

/** True for an address that is good on one link only: in 169.254.0.0/16 or fe80::/10. */
export function isLinkLocal({ family, w0 }: Bits): boolean {
	return family === "V4" ? w0 >>> 16 === 0xa9fe : w0 >>> 22 === 0xfe80 >>> 6;
}

/** Parses the text of an IP address; undefined when it is none. See `readBits` for what is taken. */
export function parseAddress(text: string): Address | undefined {
	const bits = readBits(text);
	if (bits === undefined) return undefined;
	const { family, w0, w1, w2, w3 } = bits;
	// There is one way only to write an IPv4 address.
	const isCanonical = family === "V4" && !text.includes(":");
	const canonical = isCanonical ? text : formatBits(bits);
	return { family, w0, w1, w2, w3, text: canonical };
}
