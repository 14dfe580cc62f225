import { suite } from "uvu";
import * as assert from "uvu/assert";
import { shareOf } from "../../src/diff/lines.ts";

/** Routes that change and are removed, those of the base, and the share in words. */
const SHARES: readonly [
	changed: number,
	removed: number,
	routesBefore: number,
	share: string | undefined,
][] = [
	[0, 0, 10, undefined],
	[1, 0, 0, undefined],
	[1, 1, 8, "25%"],
	[1, 0, 101, "<1%"],
	[1, 0, 100, "1%"],
	[98, 1, 100, "99%"],
	[199, 0, 200, ">99%"],
	[5, 5, 10, "100%"],
];

const test = suite("the share of the routes that change");

for (const [changed, removed, routesBefore, share] of SHARES)
	test(`${changed} and ${removed} of ${routesBefore}`, () =>
		assert.is(shareOf({ added: 3, changed, removed, routesBefore }), share));

test.run();
