import type { Bits } from "./bits.ts";

/** The canonical text of an address: dotted decimal, or as RFC 5952 has it. */
export function formatBits({ family, w0, w1, w2, w3 }: Bits): string {
	if (family === "V4")
		return `${w0 >>> 24}.${(w0 >>> 16) & 255}.${(w0 >>> 8) & 255}.${w0 & 255}`;
	const groups = [w0, w1, w2, w3].flatMap((word) => [
		word >>> 16,
		word & 0xffff,
	]);
	const { start, length } = longestZeroRun(groups);
	const texts = groups.map((group) => group.toString(16));
	if (length < 2) return texts.join(":");
	return `${texts.slice(0, start).join(":")}::${texts.slice(start + length).join(":")}`;
}

/** The first of the longest runs of zero groups. */
function longestZeroRun(groups: readonly number[]): {
	start: number;
	length: number;
} {
	let best = { start: 0, length: 0 };
	let start = 0;
	for (let i = 0; i <= groups.length; i++) {
		if (groups[i] === 0) continue;
		if (i - start > best.length) best = { start, length: i - start };
		start = i + 1;
	}
	return best;
}
