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
	const lengthText = text.slice(slash + 1);
	const value = ipv4Value(text, slash);
	if (!/^(0|[1-9]\d{0,2})$/.test(lengthText)) return undefined;
	if (value >= 0) return ipv4Prefix(value, Number(lengthText));
	const addressText = text.slice(0, slash);
	const address = parseAddress(addressText);
	if (
		address === undefined ||
		(address.family === "V4" && addressText.includes(":"))
	)
		return undefined;
	const length = Number(lengthText);
	if (length > address.hex.length * 4) return undefined;
	const prefix = network(address, length);
	return { prefix, hasHostBits: prefix.first !== address.hex };
}

/** As `network`, by arithmetic. */
function ipv4Prefix(value: number, length: number): WrittenPrefix | undefined {
	if (length > 32) return undefined;
	const size = 2 ** (32 - length);
	const first = value - (value % size);
	const prefix: Prefix = {
		family: "V4",
		length,
		first: ipv4Hex(first),
		last: ipv4Hex(first + size - 1),
		text: `${ipv4Text(first)}/${length}`,
	};
	return { prefix, hasHostBits: first !== value };
}

/** The network of that length that holds the address. */
function network({ family, hex }: Address, length: number): Prefix {
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
	return (
		prefix.family === address.family &&
		prefix.first <= address.hex &&
		address.hex <= prefix.last
	);
}

/** IPv4 before IPv6, then by network number, then the wider network first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
	return (
		compareText(a.family, b.family) ||
		compareText(a.first, b.first) ||
		a.length - b.length
	);
}
