import type { Bits } from "./bits.ts";
import { formatBits } from "./format-bits.ts";
import { readIPv6 } from "./read-ipv6.ts";

/** An IP address with its canonical text. */
export interface Address extends Bits {
	readonly text: string;
}

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/** Four octets without leading zeros. */
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/**
 * Parses the text of an IP address; undefined when it is not one. As in Go's net package, an IPv4-mapped IPv6 address
 * counts as its IPv4 address, and zones, white space and octets with leading zeros are refused.
 */
export function parseAddress(text: string): Address | undefined {
	// An IPv4 address has only one spelling.
	if (IPV4.test(text)) return ipv4Address(readOctets(text), text);
	const bits = readIPv6(text);
	if (bits === undefined) return undefined;
	const { family, w0, w1, w2, w3 } = bits;
	const isMapped = w0 === 0 && w1 === 0 && w2 === 0xffff;
	return isMapped
		? parseAddress(formatBits({ ...bits, family: "V4", w0: w3 }))
		: { family, w0, w1, w2, w3, text: formatBits(bits) };
}

function ipv4Address(w0: number, text: string): Address {
	return { family: "V4", w0, w1: 0, w2: 0, w3: 0, text };
}

const [DOT, ZERO] = [46, 48];

/** The word of an IPv4 address. */
function readOctets(text: string): number {
	let word = 0;
	let octet = 0;
	for (let i = 0; i < text.length; i++) {
		const char = text.charCodeAt(i);
		if (char !== DOT) octet = octet * 10 + char - ZERO;
		else {
			word = (word << 8) | octet;
			octet = 0;
		}
	}
	return (word << 8) | octet;
}
