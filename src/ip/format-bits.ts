import type { Bits } from "./bits.ts";

/** The canonical text of an address: dotted decimal, or as RFC 5952 has it. */
export function formatBits({ family, w0, w1, w2, w3 }: Bits): string {
	if (family === "V4")
		return `${w0 >>> 24}.${(w0 >>> 16) & 255}.${(w0 >>> 8) & 255}.${w0 & 255}`;
	const groups = [
		...[w0 >>> 16, w0 & 0xffff, w1 >>> 16, w1 & 0xffff],
		...[w2 >>> 16, w2 & 0xffff, w3 >>> 16, w3 & 0xffff],
	];
	const { start, end } = longestZeroRun(groups);
	let text = "";
	groups.forEach((group, i) => {
		if (i === start) text += "::";
		if (i >= start && i < end) return;
		text +=
			i === 0 || i === end ? group.toString(16) : `:${group.toString(16)}`;
	});
	return text;
}

/** The first of the longest runs of at least two zero groups; past the end where there is none. */
function longestZeroRun(groups: readonly number[]): {
	readonly start: number;
	readonly end: number;
} {
	let [start, end] = [8, 9];
	let from = 0;
	for (let i = 0; i <= groups.length; i++) {
		if (groups[i] === 0) continue;
		if (i - from > end - start) [start, end] = [from, i];
		from = i + 1;
	}
	return { start, end };
}
