import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseAddress } from "../../src/ip/address.ts";
import { areSameBits, BITS } from "../../src/ip/bits.ts";
import {
	comparePrefixes,
	holdsAddress,
	holdsPrefix,
	type Prefix,
	parsePrefix,
} from "../../src/ip/prefix.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { addressText, expectedOf, numberOf } from "./address-text.ts";

const test = suite("networks");

/** The network of that length, by arithmetic; undefined when there is none. */
function networkByValue(text: string, length: number) {
	const address =
		text.includes(":") && expectedOf(text)?.family === "V4"
			? undefined
			: expectedOf(text);
	const bits = address?.family === "V4" ? 32 : 128;
	if (address === undefined || length > bits) return undefined;
	const size = 1n << BigInt(bits - length);
	const first = (address.value / size) * size;
	return {
		family: address.family,
		first,
		last: first + size - 1n,
		hasHostBits: first !== address.value,
	};
}

/** An IPv4 address in dotted decimal. */
const dotted = (word: number) =>
	[24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join(".");

/** The first and last address of a network, as numbers. */
function boundsOf(prefix: Prefix) {
	const first = numberOf(prefix);
	const size = 1n << BigInt(BITS[prefix.family] - prefix.length);
	return { first, last: first + size - 1n };
}

test("have the bounds that arithmetic gives", () => {
	const cidr = (choices: Choices) =>
		`${addressText(choices)}/${choices.byte() % 135}`;
	const agrees = (text: string) => {
		const [address = "", length] = text.split("/");
		const prefix = parsePrefix(text);
		const seen = prefix && {
			family: prefix.family,
			...boundsOf(prefix),
			hasHostBits: prefix.hasHostBits,
		};
		same(text, seen, networkByValue(address, Number(length)));
		if (prefix === undefined) return false;
		const { w0, family, length: bits } = prefix;
		if (family === "V4")
			same(`text of ${text}`, prefix.text, `${dotted(w0)}/${bits}`);
		const again = parsePrefix(prefix.text);
		same(`canonical ${text}`, again, {
			...prefix,
			hasHostBits: false,
		});
		return true;
	};
	holds(agrees, chosen(cidr), { share: 0.3, numRuns: 8000 });
});

test("hold what lies between their bounds", () => {
	const near = (choices: Choices) => {
		const text = () =>
			choices.pick(
				`10.${choices.pick(0, 0, 1)}.${choices.byte() & 3}.${choices.byte()}`,
				"10.0.0.0",
				"255.255.255.255",
				"fd00::",
				"fd00::1",
				addressText(choices),
			);
		const length = () => choices.pick(0, 8, 16, 22, 24, 31, 32, 64, 127, 128);
		return [`${text()}/${length()}`, `${text()}/${length()}`] as const;
	};
	const agrees = (texts: readonly [string, string]) => {
		const [a, b] = texts.map((text) => parsePrefix(text));
		const address = parseAddress(texts[1].replace(/\/.*/, ""));
		if (a === undefined || b === undefined || address === undefined)
			return false;
		const isSameFamily = a.family === b.family;
		const [own, other] = [boundsOf(a), boundsOf(b)];
		const isHeld =
			isSameFamily && own.first <= other.first && other.last <= own.last;
		same(`${texts.join(" holds ")}`, holdsPrefix(a, b), isHeld);
		same(
			`${texts.join(" starts as ")}`,
			areSameBits(a, b),
			isSameFamily && own.first === other.first,
		);
		const value = numberOf(address);
		same(
			`${texts.join(" holds the address of ")}`,
			holdsAddress(a, address),
			a.family === address.family && own.first <= value && value <= own.last,
		);
		const order = Number(a.family > b.family) - Number(a.family < b.family);
		const byNumber =
			Number(own.first > other.first) - Number(own.first < other.first);
		same(
			`${texts.join(" before ")}`,
			Math.sign(comparePrefixes(a, b)),
			order || byNumber || Math.sign(a.length - b.length),
		);
		return isHeld;
	};
	holds(agrees, chosen(near), { share: 0.1, numRuns: 8000 });
});

for (const text of [
	"10.0.0.0",
	"10.0.0.0/",
	"10.0.0.0/08",
	"10.0.0.0/+8",
	"10.0.0.0/8 ",
	" 10.0.0.0/8",
	"10.0.0.0/8/8",
	"10.0.0.0/8.0",
	"10.0.0.0/1e1",
	"10.0.0.0/-0",
	"/8",
	"::/129",
	"::ffff:10.0.0.0/104",
	"fe80::%1/64",
	"10.0.0/8",
	"",
])
	test(`${JSON.stringify(text)} is not a CIDR`, () => {
		assert.is(parsePrefix(text), undefined);
	});

test.run();
