import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fnv1a32 } from "../../src/ip/fnv1a.ts";
import { splitRoutes } from "../../src/plan/parts.ts";

/** Known vectors of FNV-1a 32, and prefixes that were hashed elsewhere. */
const HASHES: readonly [text: string, hash: number][] = [
	["", 0x811c9dc5],
	["a", 0xe40c292c],
	["foobar", 0xbf9cf968],
	["é", 0x1e9de8c1],
	["10.0.1.0/24", 0x5d8d5694],
	["10.0.2.0/24", 0x96819d37],
	["fd00:10:1::/64", 0x35321a2a],
];

const text = (n: number) => `10.${n >> 8}.${n & 255}.0/24`;
const routes = (count: number, isWanted = (_: string) => true) =>
	Array.from({ length: 1 << 16 }, (_, n) => text(n))
		.filter(isWanted)
		.slice(0, count)
		.map((prefix) => ({ prefix: { text: prefix } }));

/** The number of routes, the parts of the earlier run, and the parts of this one. */
const PARTS: readonly [routes: number, earlier: number, parts: number][] = [
	[0, 1, 1],
	[1, 1, 1],
	[1000, 1, 1],
	[1001, 1, 2],
	[1900, 1, 2],
	[2001, 1, 4],
	[3900, 1, 4],
	[10_000, 1, 16],
	// Kept: a part may be far from full.
	[1000, 2, 2],
	[1001, 4, 4],
	[1900, 4, 4],
	[2001, 8, 8],
	[3900, 8, 8],
	// All fit in a quarter of the parts.
	[1000, 4, 1],
	[1, 4, 1],
	[1000, 8, 1],
	[1900, 8, 2],
	[3900, 16, 4],
	// A part is too full.
	[2001, 2, 4],
	[10_000, 4, 16],
	// No number of parts that this tool gives.
	[1, 3, 1],
	[1001, 6, 2],
	[1, 0, 1],
];

const test = suite("parts of a route table");

for (const [word, hash] of HASHES) {
	test(`the hash of ${JSON.stringify(word)}`, () => {
		assert.is(fnv1a32(word), hash);
	});
}

for (const [count, earlier, parts] of PARTS) {
	test(`${count} routes that were in ${earlier} parts go into ${parts}`, () => {
		const split = splitRoutes(routes(count), earlier);
		const sizes = split.map(({ length }) => length);
		assert.is(split.length, parts, sizes.join());
		assert.is(
			sizes.reduce((sum, size) => sum + size, 0),
			count,
		);
		assert.ok(Math.max(...sizes) <= 1000, sizes.join());
	});
}

test("a route's part is told by the low bits of its prefix's hash", () => {
	const all = routes(1500);
	const split = splitRoutes(all, 4);
	split.forEach((part, index) => {
		const expected = all.filter(
			({ prefix }) => (fnv1a32(prefix.text) & 3) === index,
		);
		assert.equal(part, expected);
	});
});

test("a hash above 2^31 is no negative part", () => {
	const high = routes(1500, (prefix) => fnv1a32(prefix) > 0x80000000);
	assert.is(splitRoutes(high, 1).flat().length, 1500);
});

test("the fullest part decides: routes that share low bits need more parts", () => {
	const even = (prefix: string) => fnv1a32(prefix) % 2 === 0;
	assert.is(splitRoutes(routes(1000, even), 1).length, 1);
	const split = splitRoutes(routes(1001, even), 1);
	assert.is(split.length, 4);
	assert.equal([split[1], split[3]], [[], []]);
});

test("one route more or less moves no other route", () => {
	const all = routes(1500);
	const before = splitRoutes(all, 2);
	const after = splitRoutes(all.slice(1), 2);
	const [first] = all;
	assert.equal(
		after,
		before.map((part) => part.filter((route) => route !== first)),
	);
});

test("from 1,000 to 1,001 routes and back, the parts do not flap", () => {
	const counts = [1000, 1001, 1000, 999, 1001, 501];
	let parts = 1;
	const seen = counts.map((count) => {
		parts = splitRoutes(routes(count), parts).length;
		return parts;
	});
	assert.equal(seen, [1, 2, 2, 2, 2, 2]);
});

test.run();
