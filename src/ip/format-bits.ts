import type { Bits } from "./bits.ts";

/** The canonical text of an address: dotted decimal, or as RFC 5952 has it. */
export function formatBits({ family, w0, w1, w2, w3 }: Bits): string {
	return family === "V4"
		? `${w0 >>> 24}.${(w0 >>> 16) & 255}.${(w0 >>> 8) & 255}.${w0 & 255}`
		: formatWords([w0, w1, w2, w3]);
}

/** Eight groups, with `::` for the first of the longest runs of at least two zeros. */
function formatWords(words: readonly number[]): string {
	let start = 8;
	let length = 1;
	for (let i = 0, zeros = 0; i < 8; i++) {
		zeros = groupOf(words, i) === 0 ? zeros + 1 : 0;
		if (zeros <= length) continue;
		start = i + 1 - zeros;
		length = zeros;
	}
	const end = start + length;
	let text = "";
	for (let i = 0; i < 8; i++) {
		if (i === start) text += "::";
		if (i >= start && i < end) continue;
		const group = groupOf(words, i).toString(16);
		text += i === 0 || i === end ? group : `:${group}`;
	}
	return text;
}

/** The 16-bit group at the index, from 0 to 7. */
function groupOf(words: readonly number[], place: number): number {
	const word = words[place >> 1] ?? 0;
	return place % 2 === 0 ? word >>> 16 : word & 0xffff;
}
