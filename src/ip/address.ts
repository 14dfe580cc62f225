import type { Bits } from "./bits.ts";
import { formatBits } from "./format-bits.ts";
import { readBits } from "./read-bits.ts";

/** An IP address with its canonical text. */
export interface Address extends Bits {
	readonly text: string;
}

/** Parses the text of an IP address; undefined when it is none. See `readBits` for what is taken. */
export function parseAddress(text: string): Address | undefined {
	const bits = readBits(text);
	if (bits === undefined) return undefined;
	const { family, w0, w1, w2, w3 } = bits;
	return { family, w0, w1, w2, w3, text: formatBits(bits) };
}
