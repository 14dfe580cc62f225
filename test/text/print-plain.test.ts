import fc from "fast-check";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dumpYaml, type OneLine } from "../../src/text/dump-yaml.ts";
import { printPlain } from "../../src/text/print-plain.ts";
import { printEntry, printYaml } from "../../src/text/print-yaml.ts";
import { holds, same } from "../read/choices.ts";

const TEXTS = [
	...[
		"a",
		"worker-1",
		"10.0.1.0/24",
		"10.0.0.1",
		"fd00:1::/64",
		"fd00::1",
		"::1",
	],
	...[
		"1",
		"0",
		"007",
		"1e3",
		"1.5",
		"0x1f",
		"1_000",
		"1:30",
		"190:20:30",
		"0o7",
		"1e_3",
		"0B1",
		"-_1",
		"12-3",
	],
	...[
		"true",
		"Yes",
		"no",
		"n",
		"~",
		"null",
		"Null",
		".inf",
		"=",
		"<<",
		"-",
		"?",
	],
	...[
		"2024-01-01",
		"2024-01-01 10:00:00",
		"12h",
		"5.15.0-91-generic",
		"1.18.3",
	],
	...[
		"a: b",
		"a:b",
		"a:",
		"a #b",
		"a#b",
		" a",
		"a ",
		"a, b",
		"[a]",
		"{a}",
		"a]b",
	],
	...[
		'"a"',
		"it's",
		"a\\b",
		'say "no"',
		"\ta",
		"a\tb",
		"é",
		"",
		"-1",
		"+1",
		"*a",
	],
	...[
		"cluster prod: 5 routes; run it",
		"http://x/y?z=1",
		"A=true,B=false",
		"@a",
	],
	...[
		"a\n",
		"a\nb",
		"a\n\n",
		"\na",
		" a\nb",
		"a\n b\n",
		"a\n\nb\n",
		"a: b\nc\n",
	],
	...[
		"a \nb",
		"a\n#b\n",
		"a\n\tb",
		"---\na",
		"3 nodes",
		"3 of 4: a",
		"(a",
		"$a",
	],
];

const scalar = fc.oneof(
	{ arbitrary: fc.constantFrom<unknown>(...TEXTS), weight: 8 },
	{ arbitrary: fc.string({ maxLength: 12 }), weight: 4 },
	{
		arbitrary: fc.string({
			unit: fc.constantFrom(..."0123456789.-+:_ exobTZ/,#n"),
			maxLength: 9,
		}),
		weight: 4,
	},
	fc.constantFrom(null, true, false, 0, 1, -1, 38412, 1.5, 1e21, -0),
);
const key = fc.oneof(
	{
		arbitrary: fc.constantFrom("a", "b.c/d-e", "values.yaml", "spec"),
		weight: 9,
	},
	fc.constantFrom("yes", "1", "a b", "", "é", "null", "a:b", "-a"),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 4 },
		{ arbitrary: scalar, weight: 3 },
		{ arbitrary: fc.dictionary(key, tie("tree"), { maxKeys: 4 }), weight: 3 },
		{ arbitrary: fc.array(tie("tree"), { maxLength: 3 }), weight: 1 },
	),
}));
const mappings = fc.tuple(
	fc.dictionary(key, tree, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
	fc.constantFrom<OneLine | undefined>(
		undefined,
		(path) => path.endsWith("a"),
		(path) => path.endsWith("[]"),
	),
	fc.constantFrom("", "  ", "      "),
);

const test = suite("the fast printer");

test("prints what js-yaml prints", () =>
	holds(
		([value, oneLine, margin]) => {
			const fast = printPlain(value, margin, oneLine);
			if (fast === undefined) return false;
			const slow = dumpYaml(value, oneLine).replace(/^(?=.)/gm, margin);
			same("text", fast, slow);
			const dash = `${margin}- `;
			same(
				"entry",
				printEntry(value, margin.length, oneLine),
				dash +
					dumpYaml(value, oneLine)
						.replace(/^(?=.)/gm, `${margin}  `)
						.slice(dash.length),
			);
			return true;
		},
		mappings,
		{ share: 0.15, numRuns: 8000 },
	));

for (const text of TEXTS)
	test(`prints ${JSON.stringify(text)} as js-yaml does, or not at all`, () => {
		for (const value of [{ a: text }, { a: { b: [text, { c: text }] } }])
			for (const oneLine of [() => false, (path: string) => path === "a"]) {
				const fast = printPlain(value, "", oneLine);
				if (fast === undefined) continue;
				assert.is(fast, dumpYaml(value, oneLine));
				assert.equal(load(fast), value);
			}
	});

for (const text of [
	"1e_3",
	"1_e3",
	"-0o7",
	"0o_7",
	"-_1",
	"0X1",
	"0B1",
	"1_000",
])
	test(`quotes ${text}, which is a number to Go's YAML`, () => {
		assert.is(printYaml({ a: text }), `a: "${text}"\n`);
		const inFlow = printYaml({ a: { b: text } }, () => true);
		assert.is(inFlow, `{a: {b: "${text}"}}\n`);
	});

for (const text of [
	"10.0.0.1",
	"1.18.3",
	"10.0.0.0/24",
	"worker-1",
	"5.15.0-91-generic",
])
	test(`leaves ${text} plain`, () =>
		assert.is(dumpYaml({ a: text }), `a: ${text}\n`));

test("is sure of what this tool emits", () => {
	for (const value of [
		{ spec: { routes: [{ prefix: "10.0.1.0/24", nextHop: "fd00::1" }] } },
		{ data: { "values.yaml": "AKOSettings:\n  cniPlugin: cilium\n" } },
		{
			message: "cluster a: 5 routes (cluster-pool, V4); 100%",
			severity: "info",
		},
		{ index: "0", "argocd.argoproj.io/sync-options": "A=true,B=false" },
	])
		assert.is(printPlain(value, ""), dumpYaml(value));
});

test.run();
