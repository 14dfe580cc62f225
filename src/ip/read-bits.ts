import type { Bits } from "./bits.ts";

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/** Four octets without leading zeros. */
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/**
 * Reads an address; undefined when the text is none. An IPv4-mapped IPv6 address counts as its IPv4 address, as Go's net
 * package has it; zones, white space and octets with leading zeros are refused, likewise.
 */
export function readBits(text: string): Bits | undefined {
	if (IPV4.test(text)) return ipv4Bits(readOctets(text));
	const bits = readIPv6(text);
	if (bits === undefined) return undefined;
	const { w0, w1, w2, w3 } = bits;
	return w0 === 0 && w1 === 0 && w2 === 0xffff ? ipv4Bits(w3) : bits;
}

function ipv4Bits(w0: number): Bits {
	return { family: "V4", w0, w1: 0, w2: 0, w3: 0 };
}

const [DOT, ZERO, COLON] = [46, 48, 58];

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

/** Eight groups, or fewer around one `::`; other spellings are left to ip-num. */
function readIPv6(text: string): Bits | undefined {
	if (!/^[0-9a-fA-F]*:[0-9a-fA-F:.]*$/.test(text)) return undefined;
	if (text.includes(".")) return readOddIPv6(text);
	const end = text.length;
	const groups: number[] = [];
	const startsWithGap = text.startsWith("::");
	let gap = startsWithGap ? 0 : -1;
	let at = startsWithGap ? 2 : 0;
	while (at < end) {
		const start = at;
		let group = 0;
		for (; at < end; at++) {
			const char = text.charCodeAt(at);
			if (char === COLON) break;
			group = group * 16 + hexDigit(char);
		}
		if (at === start || at - start > 4) return undefined;
		groups.push(group);
		if (at === end) break;
		at++;
		if (at === end) return undefined;
		if (text.charCodeAt(at) !== COLON) continue;
		if (gap >= 0) return undefined;
		gap = groups.length;
		at++;
	}
	return ipv6Bits(groups, gap);
}

/** The value of a hexadecimal digit; letters are of either case. */
const hexDigit = (char: number) =>
	char < COLON ? char - ZERO : (char | 32) - 87;

/** The bits of eight groups; zeros stand in the gap, where there is one. */
function ipv6Bits(groups: number[], gap: number): Bits | undefined {
	const zeros = 8 - groups.length;
	if (gap < 0 ? zeros !== 0 : zeros < 1) return undefined;
	const group = (i: number) => {
		if (gap < 0 || i < gap) return groups[i] ?? 0;
		return i < gap + zeros ? 0 : (groups[i - zeros] ?? 0);
	};
	const word = (i: number) => (group(i) << 16) | group(i + 1);
	return { family: "V6", w0: word(0), w1: word(2), w2: word(4), w3: word(6) };
}

/** Spellings with an embedded IPv4 address. */
function readOddIPv6(text: string): Bits | undefined {
	const ipNum = require("ip-num") as typeof import("ip-num");
	try {
		const { value } = new ipNum.IPv6(text);
		const word = (shift: bigint) => Number(BigInt.asIntN(32, value >> shift));
		return {
			family: "V6",
			w0: word(96n),
			w1: word(64n),
			w2: word(32n),
			w3: word(0n),
		};
	} catch {
		return undefined;
	}
}
