const PRIME = 0x01000193;

/** FNV-1a, 32 bits, of the text's UTF-8 bytes, as an unsigned number. */
export function fnv1a32(text: string): number {
	let hash = 0x811c9dc5 | 0;
	for (let i = 0; i < text.length; i++) {
		const byte = text.charCodeAt(i);
		if (byte > 127) return hashOfBytes(new TextEncoder().encode(text));
		hash = Math.imul(hash ^ byte, PRIME);
	}
	return hash >>> 0;
}

function hashOfBytes(bytes: Uint8Array): number {
	let hash = 0x811c9dc5 | 0;
	for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
	return hash >>> 0;
}
