/** The beginning of a text that has at most so many bytes in UTF-8, without half a character. */
export function firstBytes(text: string, max: number): string {
	const bytes = new TextEncoder().encode(text).subarray(0, max);
	return new TextDecoder().decode(bytes, { stream: true });
}
