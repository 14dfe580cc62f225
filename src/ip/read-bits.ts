import type { Bits } from "./bits.ts";

/**
 * Reads the address in the text up to `end`; undefined when it is none. An IPv4-mapped IPv6 address counts as its IPv4
 * address, as Go's net package has it; zones, white space and octets with leading zeros are refused, likewise.
 */
export function readBits(text: string, end = text.length): Bits | undefined {
	const ipv4 = readIPv4(text, end);
	if (ipv4 !== undefined) return ipv4;
	const bits = readIPv6(text, end);
	if (bits === undefined) return undefined;
	const { w0, w1, w2, w3 } = bits;
	return w0 === 0 && w1 === 0 && w2 === 0xffff ? ipv4Bits(w3) : bits;
}

const [DOT, ZERO, COLON] = [46, 48, 58];

function ipv4Bits(w0: number): Bits {
	return { family: "V4", w0, w1: 0, w2: 0, w3: 0 };
}

/** Four octets without leading zeros. */
function readIPv4(text: string, end: number): Bits | undefined {
	let word = 0;
	let octet = 0;
	let digits = 0;
	let dots = 0;
	for (let i = 0; i < end; i++) {
		const char = text.charCodeAt(i);
		if (char === DOT) {
			if (digits === 0) return undefined;
			word = (word << 8) | octet;
			octet = 0;
			digits = 0;
			dots++;
			continue;
		}
		const digit = char - ZERO;
		const isLeadingZero = digits > 0 && octet === 0;
		octet = octet * 10 + digit;
		if (digit < 0 || digit > 9 || isLeadingZero || octet > 255)
			return undefined;
		digits++;
	}
	return dots === 3 && digits > 0 ? ipv4Bits((word << 8) | octet) : undefined;
}

/** Eight groups, or fewer around one `::`; other spellings are left to ip-num. */
function readIPv6(text: string, end: number): Bits | undefined {
	const groups: number[] = [];
	const startsWithGap = text.startsWith("::");
	let gap = startsWithGap ? 0 : -1;
	let at = startsWithGap ? 2 : 0;
	while (at < end) {
		const start = at;
		let group = 0;
		for (; at < end; at++) {
			const digit = hexDigit(text.charCodeAt(at));
			if (digit < 0) break;
			group = group * 16 + digit;
		}
		const digits = at - start;
		if (at < end && text.charCodeAt(at) === DOT)
			return readOddIPv6(text.slice(0, end));
		if (digits < 1 || digits > 4) return undefined;
		groups.push(group);
		if (at === end) break;
		if (text.charCodeAt(at) !== COLON) return undefined;
		at++;
		if (at === end) return undefined;
		if (text.charCodeAt(at) !== COLON) continue;
		if (gap >= 0) return undefined;
		gap = groups.length;
		at++;
	}
	return ipv6Bits(groups, gap);
}

function hexDigit(char: number): number {
	if (char >= ZERO && char < COLON) return char - ZERO;
	const letter = char | 32;
	return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

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
	if (!/^[0-9a-fA-F.]*:[0-9a-fA-F:.]*$/.test(text)) return undefined;
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
