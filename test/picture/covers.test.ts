import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Prefix, parsePrefix } from "../../src/ip/prefix.ts";
import { covers } from "../../src/picture/covers.ts";

const test = suite("smallest networks");

const widest = { V4: 8, V6: 48 };

for (const [given, wanted] of [
	["", ""],
	["10.0.1.0/24", "10.0.1.0/24"],
	["10.0.1.0/24 10.0.1.0/24", "10.0.1.0/24"],
	["10.0.0.0/24 10.0.1.0/24", "10.0.0.0/23"],
	["10.0.1.0/24 10.0.2.0/24", "10.0.0.0/22"],
	["10.0.0.0/16 10.0.200.0/24", "10.0.0.0/16"],
	["10.255.0.0/24 10.0.0.0/24", "10.0.0.0/8"],
	["10.0.0.0/24 192.168.0.0/24", "10.0.0.0/24 192.168.0.0/24"],
	["10.0.0.0/8 0.0.0.0/0", "0.0.0.0/0"],
	["fd00:10::/64 10.0.0.0/24", "10.0.0.0/24 fd00:10::/64"],
	["fd00:10::/64 fd00:10:0:1::/64 fe00::/64", "fd00:10::/63 fe00::/64"],
] as const)
	test(`${given || "nothing"}: ${wanted || "nothing"}`, () => {
		const prefixes = given
			.split(" ")
			.flatMap((text) => parsePrefix(text) ?? []);
		const found = covers(prefixes, (family) => widest[family]);
		assert.is(found.map(({ text }) => text).join(" "), wanted);
	});

test("of many that are far apart there are eight, which hold all of them", () => {
	const prefixes = Array.from(
		{ length: 60 },
		(_, i) => parsePrefix(`${4 * i}.0.0.0/24`) as Prefix,
	);
	assert.is(covers(prefixes, () => 24).length, 8);
});

test.run();
