import { Buffer, isUtf8 } from "node:buffer";

/** How a file's text is written in bytes. */
export interface Encoding {
	readonly charset: Charset;
	/** How all lines end in the file; in the text they end with a line feed. */
	readonly lineEnd: "\n" | "\r\n";
}

type Charset = "utf-8" | "utf-16le" | "utf-16be";

/** The encoding of new files. */
const DEFAULT_ENCODING: Encoding = { charset: "utf-8", lineEnd: "\n" };

/** A text, and how it was encoded. */
export interface DecodedText {
	/** With the byte order mark, where there is one. CRLF is LF here where all lines end with it, else it stays. */
	readonly text: string;
	readonly encoding: Encoding;
}

/** The text of bytes in UTF-8, or in UTF-16 as Windows PowerShell writes it; undefined for bytes that are neither. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
	if (knownForm(bytes) !== undefined) return undefined;
	const charset = charsetOf(bytes);
	const text = decodeCharset(bytes, charset);
	if (text === undefined) return undefined;
	if (!hasOnlyCrlf(text)) return { text, encoding: { charset, lineEnd: "\n" } };
	return {
		text: text.replaceAll("\r\n", "\n"),
		encoding: { charset, lineEnd: "\r\n" },
	};
}

function decodeCharset(
	bytes: Uint8Array,
	charset: Charset,
): string | undefined {
	const { buffer, byteOffset, byteLength } = bytes;
	const own = Buffer.from(buffer, byteOffset, byteLength);
	if (charset === "utf-8") return isUtf8(bytes) ? own.toString() : undefined;
	try {
		const pairs = charset === "utf-16be" ? swapped(own) : own;
		const decoder = new TextDecoder("utf-16le", {
			fatal: true,
			ignoreBOM: true,
		});
		return decoder.decode(pairs);
	} catch {
		return undefined;
	}
}

/** True when every line ends with CRLF and no carriage return is elsewhere. */
export function hasOnlyCrlf(text: string): boolean {
	return text.includes("\r\n") && !/(?<!\r)\n|\r(?!\n)/.test(text);
}

/** The bytes of a text. */
export function encodeText(
	text: string,
	{ charset, lineEnd }: Encoding = DEFAULT_ENCODING,
): Uint8Array {
	const lines = withLineEnds(text, lineEnd);
	if (charset === "utf-8") return Buffer.from(lines);
	const pairs = Buffer.from(lines, "utf16le");
	return charset === "utf-16be" ? swapped(pairs) : pairs;
}

/** The text with the line ends of its encoding. */
export function withLineEnds(
	text: string,
	lineEnd: Encoding["lineEnd"],
): string {
	return lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
}

/**
 * The charset by the byte order mark, else by the zero byte of the first character, which is ASCII in YAML and JSON.
 */
function charsetOf([first, second]: Uint8Array): Charset {
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

const GIT_CRYPT = Buffer.from("\0GITCRYPT\0");

/** True for a file that git-crypt has encrypted, as a clone without the key has it. */
export const isGitCrypt = (bytes: Uint8Array): boolean =>
	GIT_CRYPT.every((byte, i) => bytes[i] === byte);

/** The first bytes of what people give in place of text, and what is said of it. */
const FORMS: readonly (readonly [start: readonly number[], says: string])[] = [
	[[0x50, 0x4b, 0x03, 0x04], "is a zip archive; unpack it"],
	[[...GIT_CRYPT], "is encrypted by git-crypt; unlock it (git-crypt unlock)"],
	[[0x1f, 0x8b], "is an archive, or compressed (gzip); unpack it"],
	[[0xff, 0xfe, 0, 0], "is UTF-32 text; convert it (iconv -f UTF-32 -t UTF-8)"],
	[[0, 0, 0xfe, 0xff], "is UTF-32 text; convert it (iconv -f UTF-32 -t UTF-8)"],
];

/** What bytes are that are no text, and what to do about it. */
export function notText(bytes: Uint8Array): string {
	return (
		knownForm(bytes) ??
		"is neither UTF-8 nor UTF-16 text; convert it (iconv -t UTF-8)"
	);
}

const knownForm = (bytes: Uint8Array) =>
	FORMS.find(([start]) => start.every((byte, i) => bytes[i] === byte))?.[1];
