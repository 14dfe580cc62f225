import { Buffer, isUtf8 } from "node:buffer";

/** How a file's text is encoded. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** A text, and how it was encoded. */
export interface DecodedText {
	/** With the byte order mark, where there is one. */
	readonly text: string;
	readonly encoding: Encoding;
}

/** The text of bytes in UTF-8, or in UTF-16 as Windows PowerShell writes it; undefined for bytes that are neither. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
	const { buffer, byteOffset, byteLength } = bytes;
	const own = Buffer.from(buffer, byteOffset, byteLength);
	const encoding = encodingOf(bytes);
	if (encoding === "utf-8")
		return isUtf8(bytes) ? { text: own.toString(), encoding } : undefined;
	try {
		const pairs = encoding === "utf-16be" ? swapped(own) : own;
		const decoder = new TextDecoder("utf-16le", {
			fatal: true,
			ignoreBOM: true,
		});
		return { text: decoder.decode(pairs), encoding };
	} catch {
		return undefined;
	}
}

/** The bytes of a text. */
export function encodeText(
	text: string,
	encoding: Encoding = "utf-8",
): Uint8Array {
	if (encoding === "utf-8") return Buffer.from(text);
	const pairs = Buffer.from(text, "utf16le");
	return encoding === "utf-16be" ? swapped(pairs) : pairs;
}

/** Told by the byte order mark, else by the zero byte of the first character, which is ASCII in YAML and JSON. */
function encodingOf([first, second]: Uint8Array): Encoding {
	if (first === 0xff && second === 0xfe) return "utf-16le";
	if (first === 0xfe && second === 0xff) return "utf-16be";
	if (first === 0 && second !== 0 && second !== undefined) return "utf-16be";
	return first !== 0 && second === 0 ? "utf-16le" : "utf-8";
}

/** A copy with the bytes of each pair swapped; an odd one at the end makes it no UTF-16. */
function swapped(bytes: Buffer): Buffer {
	const copy = Buffer.from(bytes);
	return copy.length % 2 === 0 ? copy.swap16() : copy;
}

/** What to do about bytes that are neither. */
export const NOT_TEXT =
	"is neither UTF-8 nor UTF-16 text; convert it (iconv -t UTF-8)";
