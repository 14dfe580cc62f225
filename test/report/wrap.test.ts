import { suite } from "uvu";
import * as assert from "uvu/assert";
import { wrap } from "../../src/report/wrap.ts";

const RED = "\u001b[31m";
const test = suite("lines of a width");
for (const [text, width, wrapped] of [
	["ab cd ef", undefined, "ab cd ef"],
	["ab cd ef", 8, "ab cd ef"],
	["ab cd ef", 7, "ab cd\n  ef"],
	["ab cd ef gh", 6, "ab cd\n  ef\n  gh"],
	["ab  cd\nef gh", 4, "ab\n  cd\nef\n  gh"],
	["  abcdef gh", 5, "  abcdef\n  gh"],
	[`${RED}ab cd${RED} ef`, 5, `${RED}ab cd${RED}\n  ef`],
] as const)
	test(`${JSON.stringify(text)} in ${width} columns`, () =>
		assert.is(wrap(text, { width, indent: 2 }), wrapped));
test.run();
