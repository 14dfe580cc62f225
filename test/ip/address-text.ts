import { IPv4, IPv6 } from "ip-num";
import type { Bits } from "../../src/ip/bits.ts";
import type { Choices } from "../read/choices.ts";

/** The value that ip-num gives a text; undefined when it takes it for no address. */
function valueByIpNum(text: string): bigint | undefined {
	try {
		return BigInt((text.includes(":") ? new IPv6(text) : new IPv4(text)).value);
	} catch {
		return undefined;
	}
}

const MAPPED = 0xffffn << 32n;

/** By design: zones are refused, and an IPv4-mapped address is its IPv4 address. */
export function expectedOf(
	text: string,
): { family: string; value: bigint } | undefined {
	const value = text.includes("%") ? undefined : valueByIpNum(text);
	if (value === undefined) return undefined;
	if (!text.includes(":")) return { family: "V4", value };
	return value >> 32n === MAPPED >> 32n
		? { family: "V4", value: value - MAPPED }
		: { family: "V6", value };
}

function octets(choices: Choices): string {
	return [0, 1, 2, 3]
		.map(() =>
			choices.pick(
				"0",
				"10",
				"255",
				"192",
				"1",
				choices.rarely(20) ? "256" : "9",
				choices.rarely(20) ? "01" : "99",
			),
		)
		.join(".");
}

/** The text of an address in any spelling; a few are none. */
export function addressText(choices: Choices): string {
	if (choices.rarely(4)) return octets(choices);
	const group = () =>
		choices.pick(
			"0",
			"0",
			"0",
			"1",
			"ffff",
			"00a",
			"FD00",
			"0000",
			"db8",
			choices.byte().toString(16),
		);
	const groups = Array.from({ length: 8 }, group);
	const isMapped = choices.rarely(10);
	if (isMapped)
		groups.splice(
			0,
			6,
			...choices.pick(
				["0", "0", "0", "0", "0", "ffff"],
				["0", "0", "0", "0", "0", "0"],
			),
		);
	if (choices.rarely(6)) groups.splice(6, 2, octets(choices));
	if (!choices.rarely(2)) return groups.join(":");
	const at = choices.byte() % groups.length;
	const count = 1 + (choices.byte() % (groups.length - at));
	return `${groups.slice(0, at).join(":")}::${groups.slice(at + count).join(":")}${choices.rarely(30) ? "%eth0" : ""}`;
}

/** The number that an address is. */
export function numberOf({ family, w0, w1, w2, w3 }: Bits): bigint {
	const words = family === "V4" ? [w0] : [w0, w1, w2, w3];
	return words.reduce((value, word) => (value << 32n) | BigInt(word >>> 0), 0n);
}
