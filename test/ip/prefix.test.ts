import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parsePrefix } from "../../src/ip/prefix.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { addressText, expectedOf } from "./address-text.ts";

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

test("have the bounds that arithmetic gives", () => {
	const cidr = (choices: Choices) =>
		`${addressText(choices)}/${choices.byte() % 135}`;
	const agrees = (text: string) => {
		const [address = "", length] = text.split("/");
		const written = parsePrefix(text);
		const seen = written && {
			family: written.prefix.family,
			first: BigInt(`0x${written.prefix.first}`),
			last: BigInt(`0x${written.prefix.last}`),
			hasHostBits: written.hasHostBits,
		};
		same(text, seen, networkByValue(address, Number(length)));
		if (written === undefined) return false;
		const again = parsePrefix(written.prefix.text);
		same(`canonical ${text}`, again, {
			prefix: written.prefix,
			hasHostBits: false,
		});
		return true;
	};
	holds(agrees, chosen(cidr), { share: 0.3, numRuns: 8000 });
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
	test(`${JSON.stringify(text)} is no CIDR`, () => {
		assert.is(parsePrefix(text), undefined);
	});

test.run();
