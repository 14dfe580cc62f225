/** Bytes of a sequence that the seed and the number decide. */
export function randomBytes(seed: number, number: number): Uint8Array {
	const words = new Uint32Array(LENGTH / 4);
	let state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b);
	for (let i = 0; i < words.length; i++) {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		words[i] = mixed ^ (mixed >>> 14);
	}
	return new Uint8Array(words.buffer);
}

const LENGTH = 400;
