import type { Bits } from "./bits.ts";

const [DOT, ZERO, COLON] = [46, 48, 58];

/** Eight groups, or fewer around one `::`; other spellings are left to ip-num. */
export function readIPv6(text: string): Bits | undefined {
	const groups: number[] = [];
	const startsWithGap = text.startsWith("::");
	let gap = startsWithGap ? 0 : -1;
	let group = 0;
	let digits = 0;
	for (let i = startsWithGap ? 2 : 0; i < text.length; i++) {
		const char = text.charCodeAt(i);
		if (char !== COLON) {
			if (char === DOT) return readEmbeddedIPv4(text);
			const digit = hexDigit(char);
			if (digit < 0 || digits === 4) return undefined;
			group = (group << 4) | digit;
			digits++;
		} else if (digits > 0) {
			groups.push(group);
			group = 0;
			digits = 0;
		} else if (i > 0 && gap < 0) gap = groups.length;
		else return undefined;
	}
	if (digits > 0) groups.push(group);
	else if (gap !== groups.length) return undefined;
	return ipv6Bits(groups, gap);
}

/** The value of a hexadecimal digit, of either case; -1 for any other char. */
function hexDigit(char: number): number {
	if (char < COLON) return char < ZERO ? -1 : char - ZERO;
	const letter = (char | 32) - 87;
	return letter > 9 && letter < 16 ? letter : -1;
}

/** The bits of eight groups; a gap is filled with zeros. */
function ipv6Bits(groups: number[], gap: number): Bits | undefined {
	const zeros = 8 - groups.length;
	if (gap < 0 ? zeros !== 0 : zeros < 1) return undefined;
	for (let i = 0; i < zeros; i++) groups.push(0);
	for (let i = 7; i >= gap && zeros > 0; i--)
		groups[i] = i < gap + zeros ? 0 : (groups[i - zeros] ?? 0);
	const word = (i: number) => ((groups[i] ?? 0) << 16) | (groups[i + 1] ?? 0);
	return { family: "V6", w0: word(0), w1: word(2), w2: word(4), w3: word(6) };
}

/** Spellings with an embedded IPv4 address. */
function readEmbeddedIPv4(text: string): Bits | undefined {
	if (!/^[0-9a-fA-F]*:[0-9a-fA-F:.]*$/.test(text)) return undefined;
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
