import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bigNumber, networkAt } from "../../src/ip/big-number.ts";
import { type Prefix, parsePrefix } from "../../src/ip/prefix.ts";

const test = suite("numbers of networks");

for (const [text, number] of [
	["0.0.0.0/0", 0n],
	["10.0.1.0/24", 0x0a000100n],
	["255.255.255.255/32", 0xffffffffn],
	["::/0", 0n],
	["fd00:10::200/120", 0xfd000010000000000000000000000200n],
	["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", 2n ** 128n - 1n],
] as const)
	test(`${text} has a number, and is found by it`, () => {
		const prefix = parsePrefix(text) as Prefix;
		assert.is(bigNumber(prefix), number);
		assert.equal(networkAt(number, prefix.family, prefix.length), prefix);
	});

test.run();
