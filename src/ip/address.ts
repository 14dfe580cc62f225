import { ipv4Hex, ipv4Text, ipv4Value } from "./ipv4.ts";

/** An address family, in AKO's words. */
export type Family = "V4" | "V6";

/** An IP address; `hex` has 8 (V4) or 32 (V6) lower-case digits, so that text order is numeric order. */
export type Address = IPv4Address | IPv6Address;

interface IPv6Address {
	readonly family: "V6";
	readonly hex: string;
	readonly value?: never;
}

/** Most addresses are of this kind, and few are ever asked for their digits. */
class IPv4Address {
	declare readonly family: "V4";
	declare readonly value: number;
	/** In dotted decimal. */
	declare readonly text: string;

	constructor(value: number, text: string) {
		this.family = "V4";
		this.value = value;
		this.text = text;
	}

	get hex(): string {
		return ipv4Hex(this.value);
	}
}

/**
 * Parses the text of an IP address; undefined when it is none. Plain spellings are read here, every other one is
 * decided by ip-num. An IPv4-mapped IPv6 address counts as its IPv4 address, as Go's net package has it; zones,
 * white space and octets with leading zeros are refused, likewise.
 */
export function parseAddress(text: string): Address | undefined {
	const value = ipv4Value(text);
	// The one way to write it, so it needs no other text.
	if (value >= 0) return new IPv4Address(value, text);
	if (!text.includes(":") || !/^[0-9a-fA-F:.]+$/.test(text)) return undefined;
	const hex6 = parseIPv6(text) ?? parseOddIPv6(text);
	if (hex6 === undefined) return undefined;
	if (!hex6.startsWith(MAPPED)) return { family: "V6", hex: hex6 };
	const mapped = Number.parseInt(hex6.slice(MAPPED.length), 16);
	return new IPv4Address(mapped, ipv4Text(mapped));
}

/** True for an address that is good on one link only: in 169.254.0.0/16 or fe80::/10. */
export function isLinkLocal(address: Address): boolean {
	return address.family === "V6"
		? /^fe[89ab]/.test(address.hex)
		: isIPv4LinkLocal(address.value);
}

/** True for the number of an address in 169.254.0.0/16. */
export function isIPv4LinkLocal(value: number): boolean {
	return value >>> 16 === 0xa9fe;
}

const MAPPED = `${"0".repeat(20)}ffff`;
const [COLON, ZERO] = [58, 48];

/** The digits of a plain IPv6 spelling, with at most one `::`; undefined when unsure. */
function parseIPv6(text: string): string | undefined {
	const { length } = text;
	const startsWithGap = text.startsWith("::");
	let at = startsWithGap ? 2 : 0;
	let gap = startsWithGap ? 0 : -1;
	let hex = "";
	while (at < length) {
		const start = at;
		while (at < length && text.charCodeAt(at) !== COLON) at++;
		const digits = at - start;
		if (digits < 1 || digits > 4) return undefined;
		hex += ZEROS[4 - digits] + text.slice(start, at);
		if (at === length) break;
		at++;
		if (at === length) return undefined;
		if (text.charCodeAt(at) !== COLON) continue;
		if (gap >= 0) return undefined;
		gap = hex.length;
		at++;
	}
	if (gap < 0) return hex.length === 32 ? asHex(hex) : undefined;
	if (hex.length > 28) return undefined;
	return asHex(
		hex.slice(0, gap) + "0".repeat(32 - hex.length) + hex.slice(gap),
	);
}

const ZEROS = ["", "0", "00", "000"];

const asHex = (digits: string) =>
	/^[0-9a-fA-F]*$/.test(digits) ? digits.toLowerCase() : undefined;

/** Spellings with an embedded IPv4 address. */
function parseOddIPv6(text: string): string | undefined {
	const ipNum = require("ip-num") as typeof import("ip-num");
	try {
		return new ipNum.IPv6(text).value.toString(16).padStart(32, "0");
	} catch {
		return undefined;
	}
}

/** The canonical text of an address (RFC 5952 for IPv6). */
export function formatAddress(address: Address): string {
	if (address.family === "V4") return address.text;
	const { hex } = address;
	const groups: string[] = [];
	for (let at = 0; at < 32; at += 4) {
		let start = at;
		while (start < at + 3 && hex.charCodeAt(start) === ZERO) start++;
		groups.push(hex.slice(start, at + 4));
	}
	const { start, length } = longestZeroRun(groups);
	if (length < 2) return groups.join(":");
	return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

/** The first of the longest runs of zero groups. */
function longestZeroRun(groups: readonly string[]): {
	start: number;
	length: number;
} {
	let best = { start: 0, length: 0 };
	let start = 0;
	for (let i = 0; i <= groups.length; i++) {
		if (groups[i] === "0") continue;
		if (i - start > best.length) best = { start, length: i - start };
		start = i + 1;
	}
	return best;
}
