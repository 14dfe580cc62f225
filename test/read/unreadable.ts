import {
	type BadInput,
	bomb,
	deep,
	deepBlock,
	HEAD,
	jsonList,
	listOf,
	OTHER,
} from "./bad-inputs.ts";

type Row = readonly [lesson: string, input: string | Uint8Array, says: RegExp];

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
	Buffer.concat(
		parts.map((part) =>
			typeof part === "string" ? utf8(part) : Uint8Array.from(part),
		),
	);

const UNREADABLE: readonly Row[] = [
	["nothing", "", /empty/],
	["blank", " \n\t\n", /blank/],
	["a byte order mark alone", "\uFEFF", /blank|empty/],
	["comments alone", "# nothing\n", /only white space/],
	["not YAML", "kind: [a\n", /line \d+: not valid YAML/],
	["a tab", "kind:\tResourceList\n\titems: []\n", /line 2/],
	["a scalar", "hello\n", /a scalar \(string\)/],
	["a number", "12\n", /a scalar \(number\)/],
	["a sequence", "- a\n- b\n", /a sequence/],
	[
		"fields in front of the first item",
		`${HEAD}items:\n  kind: Node\n${OTHER}`,
		/line \d+: not valid YAML/,
	],
	[
		"results in the middle of an item",
		listOf(OTHER.replace(/(?= {2}metadata)/, "results: []\n")),
		/not valid YAML/,
	],
	[
		"items behind results",
		`${listOf(OTHER)}results: []\n${OTHER}`,
		/not valid/,
	],
	["a JSON array", "[]", /sequence|array|JSON/],
	["a JSON text", '"a"', /a scalar \(string\)/],
	["open JSON", '{"kind": "ResourceList", "items": [', /line \d+: not valid/],
	[
		"two JSON values",
		'{"kind": "ResourceList", "items": []} {}',
		/not valid|several/,
	],
	["binary", bytes([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]), /UTF-8/],
	["zeros", bytes([0, 0, 0, 0]), /./],
	["a zero at the top", `${HEAD}x: "\0"\nitems: []\n`, /null byte/],
	[
		"UTF-16 with half a character at the end",
		bytes([...Buffer.from(`\uFEFF${listOf()}`, "utf16le")], [0x61]),
		/UTF-16/,
	],
	[
		"UTF-16 with half a pair",
		Buffer.from(`\uFEFF${listOf()}# \ud800x`, "utf16le").swap16(),
		/UTF-16/,
	],
	[
		"UTF-16 that is no list",
		Buffer.from("a: b\n", "utf16le"),
		/without a kind/,
	],
	["broken UTF-8", bytes(listOf(), "# caf", [0xe9], "\n"), /UTF-8/],
	["half a character at the end", bytes(listOf(), "# ", [0xe2, 0x82]), /UTF-8/],
	[
		"a surrogate in UTF-8",
		bytes(listOf(), "# ", [0xed, 0xa0, 0x80], "\n"),
		/UTF-8/,
	],
	["no kind", "items: []\n", /without a kind/],
	["another kind", "apiVersion: v1\nkind: Pod\nitems: []\n", /"Pod"/],
	["a kind that is no text", "kind: [ResourceList]\nitems: []\n", /an array/],
	[
		"several documents",
		`${listOf()}---\n${listOf()}`,
		/several YAML documents/,
	],
	["a second, empty document", `${listOf()}---\n`, /several YAML documents/],
	["a key twice at the top", `${listOf()}kind: ResourceList\n`, /twice/],
	["items twice", `${listOf()}items: []\n`, /twice/],
	[
		"a key twice in JSON",
		'{"kind":"ResourceList","items":[{"kind":"A","kind":"B"}]}',
		/"kind" appears twice/,
	],
	["an alias without an anchor", `${HEAD}items: *x\n`, /alias/],
	["a directive", `%FOO bar\n---\n${listOf()}functionConfig: !!x y\n`, /./],
];

const DEEP_UNREADABLE: readonly Row[] = [
	[
		"depth at the top, flow",
		`${listOf()}functionConfig: ${deep("[", "]")}\n`,
		/100 levels/,
	],
	[
		"depth at the top, open",
		`${listOf()}functionConfig: ${"[".repeat(10_000)}\n`,
		/100 levels/,
	],
	[
		"depth at the top, block",
		`${listOf()}functionConfig:\n${deepBlock(" ", 2000)}`,
		/100 levels/,
	],
	[
		"depth of sequences",
		`${listOf()}functionConfig:\n  ${"- ".repeat(10_000)}a\n`,
		/100 levels/,
	],
	[
		"depth at the top, JSON",
		jsonList("", `,"functionConfig":${deep("[", "]")}`),
		/100 levels/,
	],
	[
		"depth in an item, JSON",
		jsonList(
			`{"kind":"Other","apiVersion":"v1","metadata":{"name":"a"},"spec":${deep("[", "]")}}`,
		),
		/100 levels/,
	],
	[
		"depth and nothing else",
		deep("[", "]"),
		/100 levels|not valid|not a mapping|JSON/,
	],
	["braces and nothing else", deep("{", "}"), /./],
	["open depth and nothing else", '{"a":'.repeat(10_000), /./],
	[
		"an alias bomb across items",
		listOf(`- b:\n${bomb("    ")}- c: *a9\n`),
		/aliases that stand for more than/,
	],
	[
		"an alias bomb at the top",
		`${listOf()}functionConfig:\n${bomb("  ")}`,
		/aliases/,
	],
];

/** Inputs that can't be read at all. */
export const unreadable: readonly BadInput[] = [
	...UNREADABLE,
	...DEEP_UNREADABLE,
].map(([lesson, input, says]) => ({ lesson, input, exitCode: 2, says }));
