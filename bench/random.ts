/** Pseudo-random numbers in [0, 1): the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Random hexadecimal digits. */
export function hexDigits(random: () => number, count: number): string {
	let digits = "";
	while (digits.length < count)
		digits += Math.floor(random() * 0x1000000)
			.toString(16)
			.padStart(6, "0");
	return digits.slice(0, count);
}
