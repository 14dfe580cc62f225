import { suite } from "uvu";
import * as assert from "uvu/assert";
import { firstBytes } from "../../src/text/first-bytes.ts";

const test = suite("the first bytes of a text");

for (const [text, max, first] of [
	["route", 5, "route"],
	["routes", 5, "route"],
	["\u00fcber", 2, "\u00fc"],
	["\u00fcber", 1, ""],
	["a\u8def\u8def", 6, "a\u8def"],
	["a\u8def\u8def", 7, "a\u8def\u8def"],
	["\u{1f600}", 3, ""],
] as const)
	test(`${max} of ${JSON.stringify(text)}`, () =>
		assert.is(firstBytes(text, max), first));

test.run();
