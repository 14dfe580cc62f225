import { compareText } from "../krm/order.ts";
import {
	type Address,
	type Family,
	formatAddress,
	parseAddress,
} from "./address.ts";
import { ipv4Hex, ipv4Text, ipv4Value } from "./ipv4.ts";

/** A network: `first` and `last` are its bounds as `Address.hex`, `text` its canonical CIDR. */
export interface Prefix {
	readonly family: Family;
	readonly length: number;
	readonly first: string;
	readonly last: string;
	readonly text: string;
	/** The number that the first address of an IPv4 network is, and only that. */
	readonly value?: number;
}

/** Most networks are of this kind, and few are ever asked for the digits of their bounds. */
class IPv4Prefix implements Prefix {
	declare readonly value: number;
	declare readonly length: number;
	declare readonly text: string;

	constructor(value: number, length: number, text: string) {
		this.value = value;
		this.length = length;
		this.text = text;
	}

	get family(): "V4" {
		return "V4";
	}

	get first(): string {
		return ipv4Hex(this.value);
	}

	get last(): string {
		return ipv4Hex(this.value + ipv4Size(this.length) - 1);
	}
}

/** The IPv4 network whose one canonical text this is; undefined for what is none. */
export function ipv4Network(text: string): Prefix | undefined {
	const slash = text.indexOf("/");
	const length = slash < 0 ? -1 : lengthFrom(text, slash + 1);
	const value = length < 0 || length > 32 ? -1 : ipv4Value(text, slash);
	return value < 0 || (value & hostMask(length)) !== 0
		? undefined
		: new IPv4Prefix(value, length, text);
}

/** A CIDR as it was written: its network, and whether the written address had bits set behind the mask. */
export interface WrittenPrefix {
	readonly prefix: Prefix;
	readonly hasHostBits: boolean;
}

/** Parses `address/length`; undefined when it is no CIDR. The length is decimal, without sign or leading zero. */
export function parsePrefix(text: string): WrittenPrefix | undefined {
	const slash = text.indexOf("/");
	if (slash < 0) return undefined;
	const length = lengthFrom(text, slash + 1);
	if (length < 0) return undefined;
	const value = ipv4Value(text, slash);
	if (value >= 0) return ipv4Prefix(value, length, text);
	const addressText = text.slice(0, slash);
	const address = parseAddress(addressText);
	// What is left of IPv4 here is written as IPv6.
	if (address === undefined || address.family === "V4") return undefined;
	if (length > address.hex.length * 4) return undefined;
	const prefix = network(address, length);
	return { prefix, hasHostBits: prefix.first !== address.hex };
}

const ZERO = 48;

/** The number of one to three digits that the text ends with, from there on; -1 when that is none. */
function lengthFrom(text: string, start: number): number {
	const digits = text.length - start;
	const isLeadingZero = digits > 1 && text.charCodeAt(start) === ZERO;
	if (digits < 1 || digits > 3 || isLeadingZero) return -1;
	let length = 0;
	for (let i = start; i < text.length; i++) {
		const digit = text.charCodeAt(i) - ZERO;
		if (digit < 0 || digit > 9) return -1;
		length = length * 10 + digit;
	}
	return length;
}

/** As `network`, by arithmetic. */
function ipv4Prefix(
	value: number,
	length: number,
	written: string,
): WrittenPrefix | undefined {
	if (length > 32) return undefined;
	const hostBits = value % ipv4Size(length);
	// Without host bits, what is written is the one way to write it.
	if (hostBits === 0)
		return {
			prefix: new IPv4Prefix(value, length, written),
			hasHostBits: false,
		};
	const first = value - hostBits;
	const text = `${ipv4Text(first)}/${length}`;
	return { prefix: new IPv4Prefix(first, length, text), hasHostBits: true };
}

const SIZES = Array.from({ length: 33 }, (_, length) => 2 ** (32 - length));

/** The number of addresses in an IPv4 network of that length. */
export function ipv4Size(length: number): number {
	return SIZES[length] as number;
}

/** The bits behind an IPv4 network of that length, as the operators on bits have them. */
function hostMask(length: number): number {
	return length === 0 ? -1 : (1 << (32 - length)) - 1;
}

/** The network of that length that holds the IPv6 address. */
function network(
	{ family, hex }: Extract<Address, { family: "V6" }>,
	length: number,
): Prefix {
	const whole = length >> 2;
	const mask = 0xf >> (length & 3);
	const digit = Number.parseInt(hex[whole] ?? "0", 16);
	const fill = (bits: number, rest: string) =>
		whole === hex.length
			? hex
			: hex.slice(0, whole) +
				bits.toString(16) +
				rest.repeat(hex.length - whole - 1);
	const first = fill(digit & ~mask & 0xf, "0");
	const last = fill(digit | mask, "f");
	return {
		family,
		length,
		first,
		last,
		text: `${formatAddress({ family, hex: first })}/${length}`,
	};
}

/** True when the network holds the address. */
export function holdsAddress(prefix: Prefix, address: Address): boolean {
	if (prefix.value !== undefined && address.value !== undefined)
		return isIn(prefix.value, prefix.length, address.value);
	return (
		prefix.family === address.family &&
		prefix.first <= address.hex &&
		address.hex <= prefix.last
	);
}

/** True when the one network holds all of the other one, or is the same. */
export function holdsPrefix(wide: Prefix, narrow: Prefix): boolean {
	if (wide.family !== narrow.family || wide.length > narrow.length)
		return false;
	if (wide.value !== undefined && narrow.value !== undefined)
		return isIn(wide.value, wide.length, narrow.value);
	return wide.first <= narrow.first && narrow.last <= wide.last;
}

/** True when the address lies in the IPv4 network of that first address and length. */
function isIn(first: number, length: number, address: number): boolean {
	return first <= address && address < first + ipv4Size(length);
}

/** True when both networks have the same address before the slash. */
export function haveSameAddress(a: Prefix, b: Prefix): boolean {
	return a.value === undefined || b.value === undefined
		? a.first === b.first
		: a.value === b.value;
}

/** IPv4 before IPv6, then by network number, then the wider network first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
	if (a.value !== undefined && b.value !== undefined)
		return a.value - b.value || a.length - b.length;
	return (
		compareText(a.family, b.family) ||
		compareText(a.first, b.first) ||
		a.length - b.length
	);
}
