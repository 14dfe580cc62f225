import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Prefix, parsePrefix } from "../../src/ip/prefix.ts";
import { fitSpaces, MAX_CELLS } from "../../src/picture/fit.ts";
import type { Band, Row } from "../../src/picture/picture.ts";
import { countText, type Entry, type Space } from "../../src/picture/space.ts";
import type { State } from "../../src/picture/states.ts";
import { bandLines } from "../../src/picture/text.ts";

const test = suite("laying address space out");

const prefixOf = (text: string) => parsePrefix(text) as Prefix;

const entry = (text: string, state: State = "same"): Entry => ({
	prefix: prefixOf(text),
	state,
	isRouted: state !== "removed",
	text,
});

const space = (
	network: string,
	block: number,
	entries: readonly Entry[],
): Space => ({
	title: "pool",
	isPool: true,
	network: prefixOf(network),
	block,
	entries,
	notes: [],
});

const drawn = (one: Space, isBrief = false) =>
	[...fitSpaces([one], MAX_CELLS, isBrief).values()].flatMap((band) =>
		bandLines(band, 10),
	);

const fold = (text: string) => `            … ${text}`;

for (const [what, one, wanted] of [
	[
		"an empty pool is one line",
		space("10.0.0.0/16", 24, []),
		["pool: 0 of 256 blocks of /24 routed", fold("8 rows free (256 blocks)")],
	],
	[
		"a pool of few blocks is one short row",
		space("10.0.0.0/22", 24, [entry("10.0.1.0/24")]),
		["pool: 1 of 4 blocks of /24 routed", "10.0.0.0    ·█··"],
	],
	[
		"a pool of one block",
		space("10.0.0.0/24", 24, [entry("10.0.0.0/24")]),
		["pool: 1 of 1 block of /24 routed", "10.0.0.0    █"],
	],
	[
		"a wide network takes its columns in each of its rows",
		space("10.0.0.0/17", 24, [
			entry("10.0.16.0/20"),
			entry("10.0.64.0/18", "added"),
		]),
		[
			"pool: 80 of 128 blocks of /24 routed",
			`10.0.0.0    ${"·".repeat(16)}${"█".repeat(16)}`,
			fold("1 row free (32 blocks)"),
			`10.0.64.0   ${"+".repeat(32)}`,
			`10.0.96.0   ${"+".repeat(32)}`,
		],
	],
	[
		"narrow networks share a block, which shows the most important",
		space("10.0.0.0/22", 24, [
			entry("10.0.1.0/26"),
			entry("10.0.1.64/26", "removed"),
			entry("10.0.1.128/26", "added"),
		]),
		["pool: 1 of 4 blocks of /24 routed", "10.0.0.0    ·-··"],
	],
	[
		"a pool of IPv6 that nobody can count has exact rows",
		space("fd00::/16", 64, [entry("fd00:0:0:20::/64"), entry("fd00::/64")]),
		[
			"pool: 2 of about 2^48 blocks of /64 routed",
			`fd00::      █${"·".repeat(31)}`,
			`fd00:0:0:20::  █${"·".repeat(31)}`,
			fold("about 2^43 rows free (about 2^48 blocks)"),
		],
	],
] as const)
	test(what, () => assert.equal(drawn(one), wanted));

const many = (count: number, step = 1) =>
	Array.from({ length: count }, (_, i) => {
		const n = i * step;
		return entry(`10.${n >> 8}.${n & 255}.0/24`);
	});

test("more blocks than cells are drawn four a cell, and the picture says so", () => {
	const lines = drawn(space("10.0.0.0/8", 24, many(4999)));
	assert.match(lines[0] ?? "", "4,999 of 65,536 blocks of /24 routed");
	assert.match(
		lines[1] ?? "",
		"a cell is 4 blocks, /22; the fuller, the more of them are routed",
	);
	assert.match(lines.at(-2) ?? "", /^10\.19\.128\.0 {2}█▓·+$/);
});

test("of more than fits only rows with changes are drawn, and those beside them", () => {
	const entries = [...many(4999), entry("10.19.200.0/24", "added")];
	assert.equal(drawn(space("10.0.0.0/8", 24, entries)).slice(1), [
		fold("158 rows without change (4,999 blocks in use)"),
		`10.19.192.0  ${"·".repeat(8)}+${"·".repeat(23)}`,
		fold("1,889 rows free (60,448 blocks)"),
	]);
});

test("changes everywhere are drawn several a cell", () => {
	const entries = many(3000).map((one): Entry => ({ ...one, state: "added" }));
	assert.match(
		drawn(space("10.0.0.0/8", 24, entries))[1] ?? "",
		"a cell is 2 blocks, /23",
	);
});

test("a brief layout leaves rows without changes out", () => {
	const entries = [...many(200), entry("10.0.210.0/24", "added")];
	const lines = drawn(space("10.0.0.0/16", 24, entries), true);
	assert.equal(lines.slice(1), [
		fold("5 rows without change (160 blocks in use)"),
		`10.0.160.0  ${"█".repeat(32)}`,
		`10.0.192.0  ${"█".repeat(8)}${"·".repeat(10)}+${"·".repeat(13)}`,
		fold("1 row free (32 blocks)"),
	]);
});

/** Every block of a band once: in a cell, free in a row, or in a fold. */
function isWhole({ lines }: Band): boolean {
	return lines
		.filter((line): line is Row => "cells" in line)
		.every(({ cells, columns }) =>
			cells.every(({ column, span }, i) => {
				const before = cells[i - 1];
				const start = before === undefined ? 0 : before.column + before.span;
				return column >= start && span > 0 && column + span <= columns;
			}),
		);
}

test("whatever is drawn, no two cells overlap and there are not too many", () => {
	const network = fc.record({
		index: fc.nat(4095),
		length: fc.constantFrom(18, 22, 24, 24, 24, 24, 26),
		state: fc.constantFrom<State>("same", "added", "removed", "node"),
	});
	fc.assert(
		fc.property(
			fc.array(fc.array(network, { maxLength: 900 }), { maxLength: 4 }),
			fc.boolean(),
			(spaces, isBrief) => {
				const bandOf = fitSpaces(
					spaces.map((some) =>
						space(
							"10.0.0.0/12",
							24,
							some.map(({ index, length, state }) => {
								const base = parsePrefix(
									`10.${index >> 8}.${index & 255}.0/${length}`,
								) as Prefix;
								return entry(base.text, state);
							}),
						),
					),
					MAX_CELLS,
					isBrief,
				);
				assert.is(bandOf.size, spaces.length);
				const bands = [...bandOf.values()];
				assert.ok(bands.every(isWhole));
				const rows = bands.flatMap(({ lines }) =>
					lines.filter((line): line is Row => "cells" in line),
				);
				const cells = rows.reduce((sum, row) => sum + row.cells.length, 0);
				assert.ok(cells <= MAX_CELLS, `${cells} cells`);
			},
		),
		{ numRuns: 40 },
	);
});

for (const [count, text] of [
	[0, "0"],
	[999, "999"],
	[65_536, "65,536"],
	[1_048_576, "1,048,576"],
	[2 ** 40, "about 2^40"],
] as const)
	test(`${count} is told as ${text}`, () => assert.is(countText(count), text));

test.run();
